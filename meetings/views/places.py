"""A place where we meet: how to get in, what it is like there, and who says hello."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from meetings import access
from meetings.come import greeters
from meetings.models import Meeting, Venue
from meetings.place_forms import VenueForm
from meetings.places import describe
from members.here import enter


@require_http_methods(["GET", "POST"])
def place(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """What is known of it, for everybody here; whoever looks after the place puts it right."""
    me = enter(request, collaborative)
    venue = get_object_or_404(Venue, collaborative=me.collaborative, key=key)
    may = access.may_add(me)
    if request.method == "POST" and not may:
        raise Http404
    facts = {name: getattr(venue, name) for name in VenueForm.base_fields}
    form = VenueForm(request.POST if request.method == "POST" else None, initial=facts)
    if form.is_valid():
        describe(venue=venue, by=me, **form.cleaned_data)
        messages.success(request, "It is written down. Everybody here can see it.")
        return redirect("meetings:place", collaborative=collaborative, key=key)
    soon = Meeting.objects.visible_to(me).happening().upcoming().filter(venue=venue).first()
    context = {
        "venue": venue,
        "meeting": soon,
        "greeters": greeters(soon) if soon else [],
        "form": form if may else None,
    }
    return page(request, "meetings/place.html", context, status=422 if form.is_bound else 200)
