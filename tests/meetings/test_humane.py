"""Nobody is chased: not while we meet, not after "not now", and looking back costs no letter."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from collaborative import stopping
from collaborative.models import Letter
from collaborative.tasks import tick
from members.models import Membership, Preferences
from tests.conftest import as_
from tests.factories import MeetingFactory, MembershipFactory, WriteUpFactory
from tests.factories_room import CommitmentFactory

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def morning(settings: Any) -> Any:
    settings.LETTERS_AT_ONCE = False
    with time_machine.travel("2027-06-10 08:00 +0000", tick=False) as clock:
        yield clock


@pytest.fixture
def promised(db: None) -> Membership:
    """Somebody who wished to be nudged about what they promised."""
    card = MembershipFactory()
    Preferences.objects.create(
        person=card.person, promises=True, invitation=False, reminder=False, digest=False
    )
    CommitmentFactory(
        member=card,
        collaborative=card.collaborative,
        text="Ring the council",
        hoped_for=datetime(2027, 6, 12, tzinfo=UTC).date(),
    )
    return card


def subjects() -> list[str]:
    tick()
    return [message.subject for message in mail.outbox]


def test_no_nudge_while_people_sit_together(promised: Membership, morning: Any) -> None:
    here = {"collaborative": promised.collaborative}
    start = datetime(2027, 6, 10, 7, 30, tzinfo=UTC)
    MeetingFactory(**here, starts_at=start, ends_at=start + 2 * HOUR)
    MeetingFactory(**here, starts_at=start, ends_at=start + 9 * HOUR, state="called_off")
    MeetingFactory(starts_at=start, ends_at=start + 9 * HOUR)
    assert subjects() == []
    morning.shift(91 * timedelta(minutes=1))
    assert subjects() == ["What you said you would do"]


def test_not_now_is_four_weeks_and_can_be_taken_back(
    client: Client, promised: Membership, morning: Any
) -> None:
    assert subjects() == ["What you said you would do"]
    assert "Not now, for four weeks? Or never again? Say so here:" in mail.outbox[0].body
    path = stopping.url("what I said I would do", promised.person_id).partition("8000")[2]
    assert "none for four weeks" in client.get(path).text
    assert "Not for four weeks" in client.post(path, {"do": "later"}).text
    wishes = Preferences.objects.get(person=promised.person)
    assert (wishes.promises, f"{wishes.nudges_from}") == (True, "2027-07-08")

    for day in (14, 35):  # one that must wait, and one in four weeks' time
        CommitmentFactory(
            member=promised,
            collaborative=promised.collaborative,
            hoped_for=(datetime(2027, 6, 10, tzinfo=UTC) + day * DAY).date(),
        )
    for _ in range(36):
        morning.shift(DAY)
        tick()
    sent = Letter.objects.filter(state="sent").order_by("sent_at").values_list("sent_at", flat=True)
    assert [f"{at:%m-%d}" for at in sent] == ["06-10", "07-12"]

    client.post(path, {"do": "later"})
    page = as_(client, promised).get("/me/letters/").text
    assert "You wanted no nudges before" in page
    client.post("/me/letters/", {"do": "nudges"})
    assert Preferences.objects.get(person=promised.person).nudges_from is None


def test_a_kind_that_is_no_nudge_cannot_be_put_off(client: Client, promised: Membership) -> None:
    path = stopping.url("reminder", promised.person_id).partition("8000")[2]
    assert "four weeks" not in client.get(path).text
    client.post(path, {"do": "later"})
    wishes = Preferences.objects.get(person=promised.person)
    assert (wishes.nudges_from, wishes.reminder) == (None, False)


def test_what_have_we_been_doing_since(morning: Any) -> None:
    """In the monthly letter, at one, three and five months, and after a year; never alone."""
    reader = MembershipFactory(digest_upto=datetime(2027, 6, 1, tzinfo=UTC))
    Preferences.objects.create(person=reader.person, invitation=False, reminder=False)
    here = {"collaborative": reader.collaborative}
    start = datetime(2027, 6, 2, 9, tzinfo=UTC)
    big = MeetingFactory(
        **here, title="The harbour day", kind="gathering", starts_at=start, ends_at=start + 5 * HOUR
    )
    MeetingFactory(**here, title="A breakfast", starts_at=start, ends_at=start + HOUR)
    came = defaultdict(list)
    for month in range(15):
        at = (start.replace(day=10) + timedelta(days=30.5 * month)).replace(hour=10)
        morning.move_to(at - 3 * HOUR)
        if month == 0:
            WriteUpFactory(meeting=big, published_at=at - DAY)
        elif month != 7:
            WriteUpFactory(
                meeting__collaborative=reader.collaborative,
                meeting__starts_at=at - 5 * DAY,
                published_at=at - DAY,
            )
        mail.outbox.clear()
        tick()
        morning.move_to(at)
        tick()
        if mail.outbox:
            body = mail.outbox[0].body
            found = [
                word for word in ("A month ago", "Three months", "Five months") if word in body
            ]
            found += ["A year ago"] if "A year ago we met: “The harbour day”" in body else []
            came[month] = found
    assert 7 not in came, "nothing new, so no letter"
    asked = {month: said for month, said in came.items() if said}
    assert asked == {
        1: ["A month ago"],
        3: ["Three months"],
        5: ["Five months"],
        12: ["A year ago"],
    }
