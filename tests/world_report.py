"""What is counted and made into reports, in a little world."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from members.models import Collaborative, PresenceTable

if TYPE_CHECKING:
    from tests.world import Place

Planting = Callable[[str, str], str]


def reported(place: Place, say: Planting) -> None:
    """Two counts of who is in the room, and who is missing."""
    home = place.collaborative
    for quarter in (date(2026, 1, 1), date(2026, 4, 1)):
        PresenceTable.objects.create(
            collaborative=home,
            quarter=quarter,
            counted_on=quarter,
            members=60,
            told=45,
            level=1,
            rows=[[say("row", "Lived"), 25], [say("row", "Everybody else"), 20]],
            came=60,
            went=0,
        )
    gap = say("gap", "Nobody who works nights.")
    Collaborative.objects.filter(pk=home.pk).update(not_in_the_room=gap)
    home.not_in_the_room = gap
