"""Write-ups that were opened to anybody: a page, and a feed for those who follow it elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from collaborative.clock import say_date
from collaborative.http import page
from collaborative.keys import digest
from meetings.models import WriteUp
from meetings.views.come import FIVE_MINUTES
from members.models import Collaborative

A_PAGE = 10
IN_A_FEED = 20


def _place(request: HttpRequest, slug: str) -> Collaborative:
    """Whoever asks is not looked at, counted or noted: a page that is kept must greet nobody."""
    request.user = AnonymousUser()
    request.session.accessed = False
    place = get_object_or_404(Collaborative, slug=slug)
    request.place = place  # type: ignore[attr-defined]  # for the frame of the page
    return place


@login_not_required
@require_safe
def told(request: HttpRequest, collaborative: str) -> HttpResponse:
    """Newest first; ``?before=`` a meeting's key goes on. No such page where nothing is open."""
    place = _place(request, collaborative)
    rows = WriteUp.objects.open_to_all(place)
    if before := request.GET.get("before", ""):
        at = get_object_or_404(rows, meeting__key=before).meeting
        rows = rows.filter(meeting__starts_at__lt=at.starts_at)
    found = list(rows[: A_PAGE + 1])
    if not found:
        raise Http404
    shown = found[:A_PAGE]
    more = shown[-1].meeting.key if len(found) > A_PAGE else ""
    response = page(request, "meetings/outside.html", {"write_ups": shown, "more": more})
    response["Cache-Control"] = FIVE_MINUTES
    return response


@login_not_required
@require_safe
def feed(request: HttpRequest, collaborative: str) -> HttpResponse:
    """The same as Atom; 304 while nothing is new."""
    place = _place(request, collaborative)
    found = list(WriteUp.objects.open_to_all(place)[:IN_A_FEED])
    if not found:
        raise Http404
    words = _atom(place, found)
    mark = quote_etag(digest(words)[:20])
    response = get_conditional_response(request, etag=mark)
    if response is None or response.status_code != 304:
        response = HttpResponse(words, content_type="application/atom+xml; charset=utf-8")
    response["ETag"], response["Cache-Control"] = mark, FIVE_MINUTES
    return response


def _atom(place: Collaborative, write_ups: list[WriteUp]) -> str:
    named = {"collaborative": place.slug}
    address = settings.SITE_URL + reverse("told_outside", kwargs=named)
    atom = Atom1Feed(
        title=f"What we did, {place.name}",
        link=address,
        description="",
        language="en-GB",
        author_name=place.name,
        feed_url=settings.SITE_URL + reverse("told_feed", kwargs=named),
        feed_guid=address,
    )
    for write_up in write_ups:
        meeting = write_up.meeting
        link = f"{address}#m-{meeting.key}"
        atom.add_item(
            title=f"{meeting.title}, {say_date(meeting.local_start)}",
            link=link,
            unique_id=link,
            description=linebreaks(write_up.body, autoescape=True),
            author_name=write_up.signature or None,
            pubdate=write_up.published_at,
            updateddate=write_up.changed_at,
        )
    return str(atom.writeString("utf-8"))
