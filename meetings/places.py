"""What may happen to a place: its facts, and a photo of its door."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from collaborative import audit, files
from meetings.errors import PlaceChanged
from meetings.models import Venue
from meetings.seen import mark
from members.models import Membership

FACTS = (
    *("address", "arrive", "step_free", "toilets", "quiet_corner", "noise", "bus", "food"),
    *("behind_the_counter", "map_link"),
)


def facts_of(venue: Venue) -> dict[str, Any]:
    return {name: getattr(venue, name) for name in FACTS}


def mark_of(venue: Venue) -> str:
    """Of what its page was made from."""
    return mark(venue, *FACTS)


@transaction.atomic
def describe(
    *,
    venue: Venue,
    by: Membership,
    seen: str,
    photo: bytes | None = None,
    photo_out: bool = False,
    **facts: str,
) -> None:
    """What it is like to arrive there. Its name stays: dates and letters call it so.

    ``photo`` was drawn anew, and takes the place of the one before.

    Raises:
        PlaceChanged: somebody was quicker; ``current`` says how it stands now.
    """
    row = Venue.objects.select_for_update(of=("self",)).select_related("photo").get(pk=venue.pk)
    if seen != mark_of(row):
        raise PlaceChanged(row)
    for name, words in facts.items():
        setattr(row, name, words)
    row.save(update_fields=list(facts))
    if photo or photo_out:
        _hang(row, by, photo)
    audit.record(actor=by.person, verb="venue.describe", target=row)


def _hang(venue: Venue, by: Membership, photo: bytes | None) -> None:
    before, venue.photo = venue.photo, None
    if photo:
        venue.photo = files.store(
            content=photo, content_type="image/jpeg", owner=by.person, for_good=True
        )
    venue.save(update_fields=["photo"])
    if before is not None:
        files.remove(before)
