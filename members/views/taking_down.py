"""Taking something off somebody else's card, for whoever looks after the place."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import taking_down
from members.errors import NotTheirs
from members.looking_after_forms import TakeDownForm
from members.models import Membership
from members.views.roles import coordinator


@require_http_methods(["GET", "POST"])
def take_down(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Whose card, which parts, and why, in words that they will read."""
    me = coordinator(request, collaborative)
    people = list(Membership.objects.visible_to(me).exclude(pk=me.pk).by_name())
    form = TakeDownForm.of(people, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        card = next(card for card in people if card.key == said["who"])
        try:
            told = taking_down.take_down(by=me, card=card, parts=said["parts"], why=said["why"])
        except NotTheirs:
            raise Http404 from None
        hears = "They get a letter that says why." if told else "Please tell them why yourself."
        messages.success(request, f"It is taken off. {hears}")
        return redirect("here:people", collaborative=collaborative)
    status = 422 if form.is_bound else 200
    return page(request, "members/take_down.html", {"form": form}, status=status)
