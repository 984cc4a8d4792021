"""Who is in the room: the same safe table for everybody, and the rules that made it so."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import blurring
from members.access import helps
from members.here import enter
from members.models import PresenceTable
from members.presence import MOVERS, name_the_gap
from members.views import telling
from members.welcome_forms import GapForm

SHOWN = 12  # tables: three years


@require_http_methods(["GET", "POST"])
def presence(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Everybody reads it. Whoever helps may write down who is missing, as the group said it."""
    me = enter(request, collaborative)
    if request.method == "POST" and not helps(me):
        raise Http404
    place = me.collaborative
    form = None
    if helps(me):
        data = request.POST if request.method == "POST" else None
        form = GapForm(data, initial={"words": place.not_in_the_room})
        if form.is_valid():
            words = form.cleaned_data["words"]
            name_the_gap(place=place, by=me.person, words=words)
            messages.success(request, "Kept. Everybody here can read it.")
            telling.about_words(request, words)
            return redirect("here:presence", collaborative=collaborative)
    tables = PresenceTable.objects.visible_to(me.person).filter(collaborative=place)[:SHOWN]
    context = {
        "tables": tables,
        "form": form,
        "floor": max(settings.PRESENCE_FLOOR, blurring.FLOOR),
        "smallest": blurring.SMALLEST,
        "movers": MOVERS,
    }
    wrong = form is not None and form.is_bound
    return page(request, "members/presence.html", context, status=422 if wrong else 200)
