"""Finding meetings again: by title, by what was written up, by what was decided."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Case, IntegerField, Q, When

from collaborative.clock import say_day
from collaborative.finding import exactly, matching, nearly
from collaborative.search import MOST, Result, sources
from meetings.models import Decision, Meeting, WriteUp
from meetings.words import around
from members.models import Membership


def meetings(viewer: Membership, words: str) -> list[Result]:
    """Meetings, newest first; the words of a draft are not looked through."""
    here = Meeting.objects.visible_to(viewer.person).filter(collaborative=viewer.collaborative_id)
    exact, close = _in_either(exactly, words), _in_either(nearly, words)
    near = Case(When(exact, then=0), default=1, output_field=IntegerField())
    found = here.filter(exact | close).annotate(near=near).select_related("write_up")
    return [
        Result(
            title=f"{meeting.title}, {say_day(meeting.local_start)}",
            words=_where(meeting, words),
            url=meeting.get_absolute_url(),
        )
        for meeting in found.order_by("near", "-starts_at", "-pk")[:MOST]
    ]


def _in_either(how: Callable[..., Q], words: str) -> Q:
    """In the meeting itself or in what was written of it, each by its own index."""
    said = WriteUp.objects.published().filter(how("body", "easy_read", words=words))
    named = Meeting.objects.filter(how("title", "purpose", words=words))
    return Q(pk__in=named.values("pk")) | Q(pk__in=said.values("meeting"))


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
    shown = Decision.objects.shown().filter(meeting__in=seen)
    found = matching(shown, "text", words=words)
    return [
        Result(
            title=f"Decided on {say_day(decision.meeting.local_start)}",
            words=around(decision.text, words),
            url=f"{decision.meeting.get_absolute_url()}#decided",
        )
        for decision in found.select_related("meeting__collaborative").order_by(
            "near", "-meeting__starts_at", "order", "pk"
        )[:MOST]
    ]


sources.announce("Meetings", meetings)
sources.announce("Decisions", decisions)
