"""When a little world meets: somebody's calendar."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from meetings.models import CalendarFeed

if TYPE_CHECKING:
    from tests.world import Place


def dated(place: Place) -> None:
    """A calendar of the member's own."""
    # The address of a series names its thread, which its rules share.
    place.rows["series page"] = SimpleNamespace(key=place.rows["series"].thread)
    place.rows["feed"] = CalendarFeed.objects.create(
        collaborative=place.collaborative, member=place.people["member"]
    )
