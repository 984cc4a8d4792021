"""What we will do, by the clock; and what waits for its turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from meetings.models import AgendaItem, Meeting

ON_IT = AgendaItem.ON_IT
LATER = (AgendaItem.State.WAITING, AgendaItem.State.CARRIED_OVER)
MOST_SHOWN = 60  # of each kind, on any page


@dataclass(frozen=True)
class Line:
    """``at`` is on the clock of the room, or None where nobody said how long things take."""

    words: str
    at: datetime | None = None
    kind: str = ""
    from_whom: str = ""


@dataclass(frozen=True)
class Agenda:
    run: list[Line] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    @property
    def is_timed(self) -> bool:
        return any(line.at for line in self.run)


@dataclass(frozen=True)
class Time:
    """How long it all takes, against the time there is; in minutes."""

    taken: int
    there_is: int
    unsaid: int  # things of which nobody said how long they take
    kinds: list[tuple[str, int]] = field(default_factory=list)  # the longest first

    @property
    def left(self) -> int:
        return self.there_is - self.taken

    @property
    def over(self) -> int:
        return -self.left


def agenda_of(meeting: Meeting) -> Agenda:
    """In the order that was agreed; one query."""
    items = list(meeting.agenda.shown().select_related("put_forward_by"))
    return Agenda(
        run=_by_the_clock(meeting, [item for item in items if item.state in ON_IT])[:MOST_SHOWN],
        offered=[i.title for i in items if i.state == AgendaItem.State.OFFERED][:MOST_SHOWN],
        waiting=[item.title for item in items if item.state in LATER][:MOST_SHOWN],
    )


def time_of(meeting: Meeting, items: Iterable[AgendaItem]) -> Time | None:
    """Of those on the agenda; None for a gathering of several days, which has its own breaks."""
    if meeting.days[0] != meeting.days[1]:
        return None
    on_it = [item for item in items if item.state in ON_IT]
    length = meeting.ends_at - meeting.starts_at
    return Time(
        taken=sum(item.minutes or 0 for item in on_it),
        there_is=length // timedelta(minutes=1),
        unsaid=sum(not item.minutes for item in on_it),
        kinds=_by_kind(on_it),
    )


def _by_kind(items: Sequence[AgendaItem]) -> list[tuple[str, int]]:
    """How the time is shared out, so that telling news does not eat the hour."""
    shares: Counter[str] = Counter()
    for item in items:
        if item.kind and item.minutes:
            shares[str(item.get_kind_display())] += item.minutes
    return shares.most_common()


def starts(meeting: Meeting, items: Sequence[AgendaItem]) -> list[datetime | None]:
    """When each begins, on the clock of the room.

    Times only if each item has its minutes and all of it is on one day: no guessing.
    """
    one_day = meeting.days[0] == meeting.days[1]
    if not one_day or not all(item.minutes for item in items):
        return [None] * len(items)
    begins: list[datetime | None] = []
    at = meeting.starts_at  # the instant: adding to it is right on the night the clocks change
    for item in items:
        begins.append(at.astimezone(meeting.local_start.tzinfo))
        at += timedelta(minutes=item.minutes or 0)
    return begins


def _by_the_clock(meeting: Meeting, items: list[AgendaItem]) -> list[Line]:
    return [
        Line(item.title, at, item.kind, item.from_whom)
        for item, at in zip(items, starts(meeting, items), strict=True)
    ]
