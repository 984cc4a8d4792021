"""Meetings in people's own calendars: one by hand, or all of them by a private link."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from collaborative.keys import digest
from meetings import feeds
from meetings.calendar import CONTENT_TYPE, feed_of, file_of
from meetings.models import CalendarFeed, Meeting
from members.here import enter

SHORT = 20  # letters of a mark: nobody would forge one
ASK_AGAIN = "private, no-cache"  # kept by whoever asked, and asked about before it is used


@require_http_methods(["GET", "POST"])
def calendar(request: MemberRequest, collaborative: str) -> HttpResponse:
    """My private link: make it, make another one, stop it. Nobody else sees mine."""
    me = enter(request, collaborative)
    if request.method == "POST":
        if request.POST.get("do") == "stop":
            feeds.stop_link(member=me, by=me)
        elif request.POST.get("do") == "make":
            feeds.make_link(member=me, by=me)
        return redirect("meetings:calendar", collaborative=collaborative)
    mine = CalendarFeed.objects.filter(member=me).first()
    link = feeds.address(mine, me.collaborative) if mine else ""
    return page(request, "meetings/calendar.html", {"link": link})


@require_safe
def one(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """One meeting as a file that a calendar opens."""
    me = enter(request, collaborative)
    here = Meeting.objects.visible_to(request.user).filter(collaborative=me.collaborative)
    meeting = get_object_or_404(here.select_related("series"), key=key)
    response = HttpResponse(file_of(meeting), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


@login_not_required
@require_safe
def feed(request: HttpRequest, collaborative: str, token: str) -> HttpResponse:
    """What a calendar takes when it comes to look: 304 while nothing is new.

    The link is the permission, so nobody's cookie is looked at. Rejected: a
    date of last change, which knows nothing of a meeting that is gone.
    """
    request.user = AnonymousUser()
    request.session.accessed = False
    now = timezone.now()
    found = feeds.reader(token, collaborative, now)
    if found is None:
        return page(request, "calm.html", status=404)
    mark = quote_etag(digest(str(found.mark))[:SHORT])  # type: ignore[attr-defined]
    response = get_conditional_response(request, etag=mark)
    if response is None or response.status_code != 304:
        words = feed_of(feeds.meetings_of(found, now), f"Meetings, {found.collaborative.place}")
        response = HttpResponse(words, content_type=CONTENT_TYPE)
    response["ETag"] = mark
    response["Cache-Control"] = ASK_AGAIN
    return response
