"""What needs a hand, for the home page and the digest: stuck, carried by nobody, due to wake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Window
from django.urls import reverse

from collaborative.news import Context, Section, sections
from members.access import today_in
from members.composing import link
from members.models import Membership
from roadmap.models import RoadmapItem

MOST = 3
SHOWN = ("key", "title", "state", "stuck_on", "stuck_because", "carried_by", "wakes_on")


@dataclass(frozen=True)
class Hand:
    """An item, and what it could do with."""

    item: RoadmapItem
    why: str


def hands_news(reader: Membership, since: datetime) -> Context | None:
    """The few that were heard of last, and how many more there are; one query.

    They stand there however old they are: whoever could help reads it when they have time.
    """
    today = today_in(reader.collaborative)
    rows: list[Any] = list(
        RoadmapItem.objects.visible_to(reader)
        .wanting_a_hand(today)
        .only("collaborative", *SHOWN)
        .annotate(many=Window(Count("pk")))
        .order_by(F("last_heard").desc(nulls_last=True), "number")[:MOST]
    )
    if not rows:
        return None
    board = reverse("roadmap:board", kwargs={"collaborative": reader.collaborative.slug})
    seen = f"{board}?see=unstuck"
    return {
        "hands": [Hand(item, _why(item, today)) for item in rows],
        "more": max(rows[0].many - MOST, 0),
        "all": seen,
        "link": link(seen),
    }


def _why(item: RoadmapItem, today: date) -> str:
    if item.state == RoadmapItem.State.STUCK:
        return f"Stuck. {item.stuck_words}"
    if item.wakes_on and item.wakes_on <= today:
        return "The day has come on which we wished to look at it again."
    return "Nobody is carrying it yet."


# By itself it is no letter: what is stuck is stuck for longer than a month.
sections.announce("needs a hand", Section("roadmap/_hands", hands_news, alone=False))
