"""Who is in the room: one count, as it would have been made at the beginning of the quarter."""

from __future__ import annotations

from collaborative.demo.content import Place
from members import presence


def load(place: Place) -> None:
    """Counted on the day of the demo, for it has no other; and who is missing, as they said it."""
    presence.freeze(place.collaborative, on=place.dates.day("anchor"))
    if words := place.content.get("not_in_the_room"):
        place.collaborative.not_in_the_room = words
        place.collaborative.save(update_fields=["not_in_the_room"])
