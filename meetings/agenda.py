"""What we will do, by the clock; and what waits for its turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from meetings.models import AgendaItem, Meeting

ON_IT = (AgendaItem.State.ON_AGENDA, AgendaItem.State.HAD)
LATER = (AgendaItem.State.WAITING, AgendaItem.State.CARRIED_OVER)


@dataclass(frozen=True)
class Line:
    """``at`` is on the clock of the room, or None where nobody said how long things take."""

    words: str
    at: datetime | None = None
    kind: str = ""


@dataclass(frozen=True)
class Agenda:
    run: list[Line] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    @property
    def is_timed(self) -> bool:
        return any(line.at for line in self.run)


def agenda_of(meeting: Meeting) -> Agenda:
    """In the order that was agreed; one query."""
    items = list(meeting.agenda.shown())
    return Agenda(
        run=_by_the_clock(meeting, [item for item in items if item.state in ON_IT]),
        offered=[item.title for item in items if item.state == AgendaItem.State.OFFERED],
        waiting=[item.title for item in items if item.state in LATER],
    )


def _by_the_clock(meeting: Meeting, items: Iterable[AgendaItem]) -> list[Line]:
    """Times only if each item has its minutes and all of it is on one day: no guessing."""
    items = list(items)
    one_day = meeting.days[0] == meeting.days[1]
    if not one_day or not all(item.minutes for item in items):
        return [Line(item.title, kind=item.kind) for item in items]
    lines: list[Line] = []
    at = meeting.starts_at  # the instant: adding to it is right on the night the clocks change
    for item in items:
        lines.append(Line(item.title, at.astimezone(meeting.local_start.tzinfo), item.kind))
        at += timedelta(minutes=item.minutes or 0)
    return lines
