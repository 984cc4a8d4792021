"""When and where a little world meets: somebody's calendar, and the photo of a door."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from collaborative.models import StoredFile
from meetings.models import CalendarFeed

if TYPE_CHECKING:
    from tests.world import Place


def dated(place: Place) -> None:
    """A calendar of the member's own, and what is known of the place."""
    # The address of a series names its thread, which its rules share.
    place.rows["series page"] = SimpleNamespace(key=place.rows["series"].thread)
    place.rows["feed"] = CalendarFeed.objects.create(
        collaborative=place.collaborative, member=place.people["member"]
    )
    venue = place.rows["venue"]
    venue.noise, venue.behind_the_counter = "A radio.", "Ina; she lets us stay."
    venue.photo = StoredFile.objects.create(
        owner=place.people["coordinator"].person, content_type="image/jpeg", file="stored/door"
    )
    venue.save()
