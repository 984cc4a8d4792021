"""What a collaborative calls itself and says of itself: small parts, each kept by itself."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from collaborative import audit
from members.errors import Changed
from members.models import Collaborative, User

PARTS: dict[str, tuple[str, ...]] = {
    "place": ("name", "place", "nation", "time_zone", "answers_in_law"),
    "reach": ("phone", "answers_to", "footer"),
    "about": ("about_the_place", "story_so_far"),
    "horizons": ("now_word", "next_word", "wow_word", "now_means", "next_means", "wow_means"),
}


def values_of(place: Collaborative, part: str) -> dict[str, Any]:
    return {name: getattr(place, name) for name in PARTS[part]}


def mark(values: dict[str, Any]) -> str:
    """A short mark of what a page was made from: the same values, the same mark."""
    told = json.dumps(values, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@transaction.atomic
def keep(
    *, place: Collaborative, by: User, part: str, values: dict[str, Any], was: str
) -> Collaborative:
    """Keep one part; ``was`` is the mark of what the page showed when somebody began.

    Raises:
        Changed: somebody else kept other words meanwhile; ``current`` are theirs.
    """
    place = Collaborative.objects.select_for_update().get(pk=place.pk)
    now = values_of(place, part)
    if now == values:
        return place
    if mark(now) != was:
        raise Changed(now)
    for name, value in values.items():
        setattr(place, name, value)
    place.save(update_fields=list(values))
    audit.record(actor=by, verb=f"house.{part}", target=place)
    return place
