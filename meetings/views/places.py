"""A place where we meet: how to get in, what it is like there, and who says hello."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative import files
from collaborative.http import MemberRequest, page
from meetings import access, places
from meetings.come import greeters
from meetings.errors import PlaceChanged
from meetings.models import Meeting, Venue
from meetings.place_forms import VenueForm
from meetings.seen import Differs, differing
from members.guarding import question, said_without
from members.here import enter
from members.models import Membership


@require_http_methods(["GET", "POST"])
def place(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """What is known of it, for everybody here; whoever looks after the place puts it right.

    Somebody who was quicker is not overwritten: 409, with both.
    """
    me = enter(request, collaborative)
    venue = get_object_or_404(Venue.objects.select_related("photo"), **_here(me), key=key)
    if request.method != "POST":
        return _show(request, me, venue, VenueForm.of(venue) if access.may_add(me) else None)
    if not access.may_add(me):
        raise Http404
    form = VenueForm.of(venue, request.POST, request.FILES)
    if better := said_without(form, request.POST):
        return _show(request, me, venue, VenueForm.of(venue, better))
    if not form.is_valid():
        return _show(request, me, venue, form, status=422)
    if asks := question(form, request.POST):
        form.ask_for_the_photo_again()
        return _show(request, me, venue, form, nudge=asks)
    try:
        places.describe(venue=venue, by=me, **form.cleaned_data)
    except PlaceChanged as quicker:
        return _both(request, me, form, quicker.current)
    messages.success(request, "It is written down. Everybody here can see it.")
    return redirect("meetings:place", collaborative=collaborative, key=key)


def _here(me: Membership) -> dict[str, Any]:
    return {"collaborative": me.collaborative}


def _both(request: MemberRequest, me: Membership, form: VenueForm, theirs: Venue) -> HttpResponse:
    """What stands there, what was typed, and the boxes as they were sent."""
    differs: list[Differs] = differing(form, places.facts_of(theirs))
    sent: QueryDict = request.POST.copy()
    sent["seen"] = places.mark_of(theirs)
    form.data = sent
    form.ask_for_the_photo_again()
    return _show(request, me, theirs, form, status=409, differs=differs, quicker=True)


def _show(
    request: MemberRequest,
    me: Membership,
    venue: Venue,
    form: VenueForm | None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    coming = Meeting.objects.visible_to(me).happening().upcoming()
    soon = coming.filter(venue=venue).first()
    context = {
        "venue": venue,
        "meeting": soon,
        "greeters": greeters(soon) if soon else [],
        "form": form,
        **more,
    }
    return page(request, "meetings/place.html", context, status=status)


@require_safe
def door(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """The photo of the door, to be drawn on a page; for those who are here."""
    me = enter(request, collaborative)
    venue = get_object_or_404(Venue.objects.select_related("photo"), **_here(me), key=key)
    if venue.photo is None:
        raise Http404
    return files.show(venue.photo)
