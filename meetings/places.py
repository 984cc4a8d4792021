"""What becomes of a place's facts."""

from __future__ import annotations

from django.db import transaction

from collaborative import audit
from meetings.models import Venue
from members.models import Membership


@transaction.atomic
def describe(*, venue: Venue, by: Membership, **facts: str) -> None:
    """What it is like to arrive there. Its name stays: dates and letters call it so."""
    for name, words in facts.items():
        setattr(venue, name, words)
    venue.save(update_fields=list(facts))
    audit.record(actor=by.person, verb="venue.describe", target=venue)
