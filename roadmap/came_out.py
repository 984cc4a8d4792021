"""Moves that were agreed at a meeting, for lists of meetings."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from collaborative.came_out import Line, announcers
from roadmap.horizons import say_move
from roadmap.models import Move

SHOWN = (
    *("meeting", "from_horizon", "to_horizon", "moved_at"),
    *("item__collaborative", "item__key", "item__title"),
)


def moves(meetings: Collection[Any]) -> dict[int, list[Line]]:
    """ "Weekend phone line moved from Next to Now", oldest first; one query."""
    found: dict[int, list[Line]] = {}
    places = {meeting.pk: meeting.collaborative for meeting in meetings}
    rows = Move.objects.filter(meeting__in=places).select_related("item").only(*SHOWN)
    for move in rows:
        move.item.collaborative = places[move.meeting_id]  # the database ties them together
        said = say_move(move.item.collaborative, move.from_horizon, move.to_horizon)
        line = Line(
            words=f"{move.item.title} {said}",
            url=move.item.get_absolute_url(),
            shape=move.to_horizon,
            look=move.to_horizon,
        )
        if move.meeting_id is not None:
            found.setdefault(move.meeting_id, []).append(line)
    return found


announcers.announce("roadmap moves", moves)
