"""What we try, as news: each step and each waking once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from collaborative.tasks import tick
from members.models import Membership, Preferences
from prototypes.trying import stand
from tests.conftest import as_
from tests.factories import MembershipFactory
from tests.factories_trying import PrototypeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Membership:
    card = MembershipFactory(digest_upto=datetime(2027, 6, 1, tzinfo=UTC))
    Preferences.objects.create(person=card.person, digest_every="week")
    return card


def letters(begin: date, days: int) -> dict[str, str]:
    """Look every noon; the day of each letter, and its words."""
    came = {}
    for number in range(days):
        day = begin + timedelta(days=number)
        with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
            mail.outbox.clear()
            tick()
            if mail.outbox:
                came[f"{day:%m-%d}"] = mail.outbox[0].body
    return came


def test_one_that_woke_is_told_once(reader: Membership) -> None:
    with time_machine.travel("2027-05-20 12:00 +0000"):
        PrototypeFactory(
            collaborative=reader.collaborative,
            name="Asleep",
            state="parked",
            waiting_for="Rain",
            wake_on=date(2027, 6, 10),
        )
    came = letters(date(2027, 6, 5), 40)
    assert list(came) == ["06-10"]
    assert "Asleep (parked): it wanted to wake up on 10 June" in came["06-10"]


def test_a_step_is_told_once_also_on_the_day_it_was_told(reader: Membership) -> None:
    with time_machine.travel("2027-05-20 12:00 +0000"):
        begun = date(2027, 3, 1)
        row = PrototypeFactory(collaborative=reader.collaborative, name="Tea", started_on=begun)
    with time_machine.travel("2027-06-05 10:00 +0000"):
        stand(prototype=row, by=reader, state="tried", on=date(2027, 6, 5), why="Eleven came.")
    assert list(letters(date(2027, 6, 5), 20)) == ["06-05"]
    with time_machine.travel("2027-06-25 10:00 +0000"):
        stand(prototype=row, by=reader, state="live", on=date(2027, 4, 1), why="Brought in late.")
    assert letters(date(2027, 6, 25), 20) == {}, "a day long ago is no news"


def test_read_at_home_it_is_not_told_again(client: Client, reader: Membership) -> None:
    with time_machine.travel("2027-06-05 10:00 +0000"):
        PrototypeFactory(collaborative=reader.collaborative, name="Tea")
    with time_machine.travel("2027-06-05 11:00 +0000"):
        home = reader.collaborative.get_absolute_url()
        assert "Tea" in as_(client, reader).get(home).text
    assert letters(date(2027, 6, 5), 20) == {}
