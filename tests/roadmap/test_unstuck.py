"""What set stuck things free, gathered from what was said when they moved again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from members.models import Membership
from roadmap.models import RoadmapItem
from tests.factories import MembershipFactory, RoadmapItemFactory
from tests.roadmap.helpers import get, queries

pytestmark = pytest.mark.django_db


def said(item: RoadmapItem, on: str, text: str, state: str = "", **more: str) -> None:
    item.updates.create(collaborative=item.collaborative, on=on, text=text, state=state, **more)


def stuck_and_freed(item: RoadmapItem, kind: str = "money", by: str = "A small pot.") -> None:
    stuck: dict[str, Any] = {"stuck_on": kind, "stuck_because": "No pot this year."}
    said(item, "2026-01-08", "Nothing moves.", "stuck", **stuck)
    said(item, "2026-02-12", "Still on the wall.")
    said(item, "2026-03-12", by, "moving")


def test_what_freed_it_stands_under_what_it_was_stuck_on(
    client: Client, member: Membership
) -> None:
    here = {"collaborative": member.collaborative}
    freed, still, never = (
        RoadmapItemFactory(**here, title=t) for t in ("Envelopes", "Forms", "Tea")
    )
    stuck_and_freed(freed)
    said(freed, "2026-04-01", "On its way.", "arrived")  # it was not stuck before that
    said(still, "2026-01-08", "Upstairs.", "stuck", stuck_on="rules")
    said(never, "2026-01-08", "It began.", "moving")
    stuck_and_freed(RoadmapItemFactory(title="Theirs"))
    page = get(client, member, "unstuck").text
    for words in ("Stuck on: money", "Envelopes", "No pot this year.", "A small pot."):
        assert words in page
    for words in ("Forms", "Tea", "Theirs", "On its way.", "Still on the wall."):
        assert words not in page.split("<main")[1]


def test_as_many_queries_for_thirty(client: Client) -> None:
    counts = []
    for rows in (1, 30):
        me = MembershipFactory()
        for _ in range(rows):
            stuck_and_freed(RoadmapItemFactory(collaborative=me.collaborative))
        counts.append(queries(client, me, "unstuck"))
    assert counts[0] == counts[1] <= 8
