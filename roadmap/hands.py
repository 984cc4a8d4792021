"""What needs a hand, told with the news of the roadmap: stuck, carried by nobody, due to wake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, Subquery

from members.models import Membership
from roadmap.models import RoadmapItem
from roadmap.models.item import wants_a_hand

MOST = 3
SHOWN = ("state", "stuck_on", "stuck_because", "carried_by", "wakes_on", "last_heard", "number")
BY_LAST_HEARD = (F("last_heard").desc(nulls_last=True), "number")


@dataclass(frozen=True)
class Hand:
    """An item, and what it could do with."""

    item: RoadmapItem
    why: str


def first_of(reader: Membership, today: date) -> Q:
    """Of all items, the few that want a hand and were heard of last."""
    hands = RoadmapItem.objects.visible_to(reader).wanting_a_hand(today)
    return Q(pk__in=hands.order_by(*BY_LAST_HEARD).values("pk")[:MOST])


def columns(reader: Membership, today: date) -> dict[str, Any]:
    """``wants``: whether an item does; ``wanting``: how many do, or None."""
    hands = RoadmapItem.objects.visible_to(reader).wanting_a_hand(today)
    many = hands.order_by().values("collaborative").annotate(many=Count("pk")).values("many")
    return {
        "wants": ExpressionWrapper(wants_a_hand(today), output_field=BooleanField()),
        "wanting": Subquery(many),
    }


def hands_in(rows: Iterable[Any], today: date) -> dict[str, Any]:
    """The few of them that want a hand, and how many more there are, for the templates.

    They stand there however old they are: whoever could help reads it when they have time.
    """
    wanting = [row for row in rows if row.wants]
    unheard = date.min
    wanting.sort(key=lambda row: (-(row.last_heard or unheard).toordinal(), row.number))
    more = wanting[0].wanting - MOST if wanting else 0
    return {
        "hands": [Hand(row, _why(row, today)) for row in wanting[:MOST]],
        "more_hands": max(more, 0),
    }


def _why(item: RoadmapItem, today: date) -> str:
    if item.state == RoadmapItem.State.STUCK:
        return f"Stuck. {item.stuck_words}"
    if item.wakes_on and item.wakes_on <= today:
        return "The day has come on which we wished to look at it again."
    return "Nobody is carrying it yet."
