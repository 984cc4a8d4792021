"""A coordinator's month: five lines to a meeting, which tick themselves from its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from meetings.bank_holidays import offer_for
from meetings.models import AgendaItem, Meeting
from members.models import Membership

LOOK_BACK = timedelta(days=45)
LOOK_AHEAD = timedelta(days=31)
MOST = 3  # meetings on the page: last time's, and what is near
ROWS = 12  # enough to find them in

INVITED, AGENDA, MET, WRITTEN, TOLD = "invited", "agenda", "met", "written", "told"
LABELS = {
    INVITED: "Invited",
    AGENDA: "Agenda",
    MET: "Met",
    WRITTEN: "Written up",
    TOLD: "Told people",
}


@dataclass(frozen=True)
class Line:
    """One of the five. ``state`` is done, next, open (it can wait), later or passed."""

    name: str
    state: str

    @property
    def label(self) -> str:
        return LABELS[self.name]

    @property
    def can_be_done(self) -> bool:
        return self.state in ("next", "open")


@dataclass(frozen=True)
class Month:
    """A meeting and its five lines; ``first`` has the button that comes first on the page."""

    meeting: Any
    lines: list[Line]
    first: bool = False
    falls_on: str = ""  # a bank holiday, while nobody has said that it stays or moves

    @property
    def is_done(self) -> bool:
        return all(line.state in ("done", "passed") for line in self.lines)


def months_of(me: Membership, now: datetime | None = None) -> list[Month]:
    """Last time's until people are told of it, the next one, and what is near; one query."""
    now = now or timezone.now()
    meetings = _picked(list(_meetings(me, now)[:ROWS]), now)
    made: list[Month] = []
    for meeting in meetings:
        lines = lines_of(meeting)
        waits = any(line.state == "next" for line in lines)
        first = waits and not any(month.first for month in made)
        offer = offer_for(meeting, me.collaborative)
        made.append(Month(meeting, lines, first=first, falls_on=offer.name if offer else ""))
    return made


def _meetings(me: Membership, now: datetime) -> Any:
    here = Meeting.objects.visible_to(me)
    on_it = AgendaItem.objects.filter(meeting=OuterRef("pk"), state__in=AgendaItem.ON_IT)
    number = on_it.order_by().values("meeting").annotate(number=Count("pk")).values("number")
    rows = here.happening().filter(ends_at__gt=now - LOOK_BACK).with_beginning().with_answers(me)
    rows = rows.only(*Meeting.IN_A_LIST, "invited_at", "told_at", "by_hand")
    counted: Any = rows.annotate(on_agenda=Coalesce(Subquery(number), 0))
    return counted.order_by("starts_at", "pk")


def _picked(meetings: list[Any], now: datetime) -> list[Any]:
    over = [meeting for meeting in meetings if meeting.ends_at <= now]
    coming = [meeting for meeting in meetings if meeting.ends_at > now]
    last = [meeting for meeting in over[-1:] if meeting.told_at is None]
    near = [meeting for meeting in coming[1:] if meeting.starts_at < now + LOOK_AHEAD]
    return [*last, *coming[:1], *near][:MOST]


def lines_of(meeting: Any) -> list[Line]:
    """From rows alone: nobody ticks anything. For a meeting as ``months_of`` finds it."""
    write_up = getattr(meeting, "write_up", None)
    written = bool(write_up and write_up.is_published)
    done = {
        INVITED: meeting.invited_at is not None,
        AGENDA: meeting.on_agenda > 0,
        MET: meeting.is_over,
        WRITTEN: written,
        TOLD: meeting.told_at is not None,
    }
    can = {
        INVITED: not meeting.has_begun,
        AGENDA: not meeting.is_over,
        WRITTEN: meeting.has_begun,
        TOLD: written,
    }
    first = next((name for name in LABELS if not done[name] and can.get(name)), "")
    return [Line(name, _state(name, done, can, first, meeting)) for name in LABELS]


def _state(
    name: str, done: dict[str, bool], can: dict[str, bool], first: str, meeting: Meeting
) -> str:
    if done[name]:
        return "done"
    if name == first:
        return "next"
    if can.get(name):
        return "open"
    return "passed" if name in (INVITED, AGENDA) and meeting.has_begun else "later"


def hand_back_on(meeting: Meeting | None, today: Any) -> Any:
    """The last day of the month in which we meet next: a month is given until then."""
    day = meeting.local_start.date() if meeting else today
    first_of_next = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first_of_next - timedelta(days=1)
