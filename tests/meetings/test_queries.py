"""As many queries for thirty rows as for one, and no more than eight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings.models import Meeting
from members.models import Membership
from tests.conftest import as_
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    HatFactory,
    MeetingFactory,
    MeetingSeriesFactory,
    MembershipFactory,
    MoveFactory,
    ReplyFactory,
    SessionFactory,
    WriteUpFactory,
)
from tests.meetings.helpers import address, on_the_wall, queries

pytestmark = pytest.mark.django_db

MOST = 8


def fill(me: Membership, rows: int) -> dict[str, Meeting]:
    """So many of everything that the pages of meetings show."""
    here = {"collaborative": me.collaborative}
    MeetingSeriesFactory.create_batch(rows, **here)
    now = timezone.now()
    coming = MeetingFactory(**here, **on_the_wall(3, "09:00", "11:00"))
    running = MeetingFactory(
        **here, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1)
    )
    for n in range(rows):
        MeetingFactory(**here, **on_the_wall(4 + n, "09:00", "11:00"))
        held = MeetingFactory(**here, **on_the_wall(-1 - n, "09:00", "11:00"))
        WriteUpFactory(meeting=held)
        SessionFactory(meeting=held)
        for meeting in (coming, running, held):
            ReplyFactory(meeting=meeting)
            AgendaItemFactory(meeting=meeting)
            DecisionFactory(meeting=meeting)
        MoveFactory(item__collaborative=me.collaborative, meeting=held)
        MoveFactory(item__collaborative=me.collaborative, meeting=running)
    return {"coming": coming, "running": running, "held": held}


@pytest.mark.parametrize(
    "shown", ["home", "meetings", "next page", "found", "place", "coming", "running", "held"]
)
@pytest.mark.parametrize("whose", ["member", "coordinator"])
def test_queries(client: Client, whose: str, shown: str) -> None:
    counts = []
    for rows in (1, 30):
        me: Membership = MembershipFactory() if whose == "member" else coordinating()
        made = fill(me, rows)
        ask = _asked(as_(client, me), me, made, shown)
        counts.append(queries(ask))

    assert counts[0] == counts[1]
    assert counts[0] <= MOST


def coordinating() -> Membership:
    return HatFactory(kind="coordinator").member


def _asked(
    client: Client, me: Membership, made: dict[str, Meeting], shown: str
) -> Callable[[], object]:
    urls = {
        "home": reverse("home", kwargs={"collaborative": me.collaborative.slug}),
        "meetings": address("meetings", me),
        "found": f"{address('found', me)}?year={made['held'].local_start.year}",
        "place": reverse("meetings:place", args=[me.collaborative.slug, made["held"].venue.key]),
        "next page": f"{address('meetings', me)}?before={made['running'].key}",
    }
    url = urls.get(shown) or made[shown].get_absolute_url()
    return lambda: client.get(url)
