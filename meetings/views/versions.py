"""How a write-up came to be what it is: its versions, and what changed between them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from meetings import access, write_up_actions
from meetings.differences import difference
from meetings.errors import WordsStillStand
from meetings.models import Meeting, Version, WriteUp
from meetings.views.finding import address
from meetings.views.meeting import find
from members.access import looks_after
from members.here import enter
from members.models import Membership

GROUNDS = [
    ("asked", "Somebody in it asked for it"),
    ("private", "It says something private about somebody"),
    ("wrong", "It is wrong, and it hurts"),
]
MOST = 50


@require_http_methods(["GET", "POST"])
def versions(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """``?seen=3`` shows what the third one changed; a POST takes old words out for good."""
    me = enter(request, collaborative)
    meeting = find(me, key)
    write_up: WriteUp | None = getattr(meeting, "write_up", None)
    if write_up is None or not _may_read(me, meeting, write_up):
        raise Http404
    told = _told(me, meeting, write_up)
    if request.method == "POST":
        return _strike(request, me, meeting, told)
    number = request.GET.get("seen", "")
    shown = next((v for v in told if str(v.number) == number), told[0] if told else None)
    context: dict[str, Any] = {
        "meeting": meeting,
        "write_up": write_up,
        "versions": told,
        "shown": shown,
        "may_strike": looks_after(me),
        "grounds": GROUNDS,
        **(_changed(told, shown) if shown else {}),
    }
    return page(request, "meetings/versions.html", context)


def _may_read(me: Membership, meeting: Meeting, write_up: WriteUp) -> bool:
    return write_up.is_published or access.may_check(me, meeting, write_up)


def _told(me: Membership, meeting: Meeting, write_up: WriteUp) -> list[Version]:
    """Newest first; those from before it was published only for those who help."""
    kept = write_up.versions.select_related("words").defer("words__texts").order_by("-number")
    if write_up.is_published and not access.may_hold(me, meeting):
        kept = kept.filter(state=WriteUp.State.PUBLISHED)
    return list(kept[:MOST])


def _changed(told: list[Version], shown: Version) -> dict[str, Any]:
    at = told.index(shown)
    before = told[at + 1] if at + 1 < len(told) else None
    if before is None or before.words.struck_at or shown.words.struck_at:
        return {"before": before}
    old, new = before.words, shown.words
    return {
        "before": before,
        "body": difference(old.body, new.body),
        "easy": difference(old.easy_read, new.easy_read),
    }


def _strike(
    request: MemberRequest, me: Membership, meeting: Meeting, told: list[Version]
) -> HttpResponse:
    if not looks_after(me):
        raise Http404
    grounds = [ground for ground, _ in GROUNDS]
    numbers = {str(version.number): version for version in told}
    version = numbers.get(request.POST.get("number", ""))
    if version is None or request.POST.get("ground") not in grounds:
        return redirect(address("versions", meeting))
    version = get_object_or_404(Version.objects.select_related("words"), pk=version.pk)
    try:
        write_up_actions.strike_version(version=version, by=me, ground=request.POST["ground"])
    except WordsStillStand:
        messages.info(request, "This is the text of today. Change it; then the old one can go.")
    else:
        messages.success(request, "The words are out for good. That something stood there stays.")
    return redirect(address("versions", meeting))
