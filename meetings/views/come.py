"""The public page, its poster, and a card to hand over: the date, the door, what will happen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from collaborative.square import square
from meetings.come import greeters, meeting_of, minutes, next_open, word_of
from meetings.models import Meeting
from members.here import enter
from members.models import Collaborative

FIVE_MINUTES = "public, max-age=300"


@login_not_required
@require_safe
def come(request: HttpRequest, collaborative: str) -> HttpResponse:
    """For anybody, the same for everybody: it looks at no cookie, and counts nothing."""
    request.user = AnonymousUser()  # whoever it is: a page that is kept must greet nobody
    request.session.accessed = False  # the door has asked who it is; this page does not
    place = get_object_or_404(Collaborative, slug=collaborative, shows_come=True)
    request.place = place  # type: ignore[attr-defined]  # for the frame of the page
    context = _told(next_open(place), settings.SITE_URL + request.path)
    response = page(request, "meetings/come.html", context)
    response["Cache-Control"] = FIVE_MINUTES
    return response


def _told(meeting: Meeting | None, address: str) -> dict[str, Any]:
    """The same on the public page, on a card and behind its link."""
    return {
        "meeting": meeting,
        "run": minutes(meeting) if meeting else [],
        "greeters": greeters(meeting) if meeting else [],
        "address": address,
        "square": square(address),
    }


@require_safe
def card(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Come with me: a card for somebody a member knows, and its link. It names no member."""
    me = enter(request, collaborative)
    meeting = next_open(me.collaborative)
    context: dict[str, Any] = {"meeting": None}
    if meeting:
        path = reverse("come_friend", args=[collaborative, word_of(meeting)])
        context = _told(meeting, settings.SITE_URL + path)
    return page(request, "meetings/come_card.html", context)


@login_not_required
@require_safe
def friend(request: HttpRequest, collaborative: str, word: str) -> HttpResponse:
    """Behind the link of a card: whoever opens it is not looked at, counted or noted."""
    request.user = AnonymousUser()
    request.session.accessed = False
    place = Collaborative.objects.filter(slug=collaborative).first()
    meeting = meeting_of(word, place) if place else None
    if meeting is None:
        return page(request, "calm.html", status=404)
    request.place = place  # type: ignore[attr-defined]  # for the frame of the page
    over = meeting.ends_at < timezone.now()
    if over or meeting.state == Meeting.State.CALLED_OFF:
        return page(request, "meetings/come_over.html", {"meeting": meeting, "over": over})
    context = {**_told(meeting, settings.SITE_URL + request.path), "by_card": True}
    return page(request, "meetings/come.html", context)
