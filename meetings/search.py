"""Finding meetings again: by title, by what was written up, by what was decided."""

from __future__ import annotations

from django.db.models import Q

from collaborative.clock import say_day
from collaborative.search import MOST, Result, sources
from meetings.models import Decision, Meeting, WriteUp
from meetings.words import around
from members.models import Membership


def meetings(viewer: Membership, words: str) -> list[Result]:
    """Meetings, newest first; the words of a draft are not looked through."""
    here = Meeting.objects.visible_to(viewer.person).filter(collaborative=viewer.collaborative_id)
    published = Q(write_up__state=WriteUp.State.PUBLISHED)
    said = Q(write_up__body__icontains=words) | Q(write_up__easy_read__icontains=words)
    named = Q(title__icontains=words) | Q(purpose__icontains=words)
    found = here.filter(named | (published & said)).select_related("write_up")
    return [
        Result(
            title=f"{meeting.title}, {say_day(meeting.local_start)}",
            words=_where(meeting, words),
            url=meeting.get_absolute_url(),
        )
        for meeting in found.order_by("-starts_at", "-pk")[:MOST]
    ]


def _where(meeting: Meeting, words: str) -> str:
    write_up = getattr(meeting, "write_up", None)
    texts = [meeting.purpose]
    if write_up is not None and write_up.is_published:
        texts = [write_up.body, write_up.easy_read, meeting.purpose]
    holding = [text for text in texts if words.casefold() in text.casefold()]
    return around((holding or texts)[0], words)


def decisions(viewer: Membership, words: str) -> list[Result]:
    """What was decided, with the meeting it came from."""
    seen = Meeting.objects.visible_to(viewer.person).filter(collaborative=viewer.collaborative_id)
    found = Decision.objects.shown().filter(meeting__in=seen, text__icontains=words)
    return [
        Result(
            title=f"Decided on {say_day(decision.meeting.local_start)}",
            words=around(decision.text, words),
            url=f"{decision.meeting.get_absolute_url()}#decided",
        )
        for decision in found.select_related("meeting__collaborative").order_by(
            "-meeting__starts_at", "order", "pk"
        )[:MOST]
    ]


sources.announce("Meetings", meetings)
sources.announce("Decisions", decisions)
