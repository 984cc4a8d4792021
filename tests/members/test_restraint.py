"""Few letters, at a good hour: quiet hours, one a day, three a month, and the hour one chose."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collaborative import stopping
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from collaborative.outbox import send_one
from collaborative.tasks import tick
from members import restraint
from members.digest import DIGEST
from members.models import Membership, Preferences
from tests.conftest import as_
from tests.factories import MembershipFactory, WriteUpFactory

LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def restrained(settings: Any) -> None:
    settings.LETTERS_AT_ONCE = False


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two kinds that count, one of them a reminder, and nobody else's letters."""
    for name in list(kinds):
        monkeypatch.delitem(kinds, name)
    monkeypatch.setattr(restraint, "reminders", ["last one"])
    for name in ("note", "last one"):
        kind = Kind(
            render=lambda letter: Words(f"Note {letter.edition}", "Soup."),
            still_applies=lambda letter: True,
            waits=restraint.sparingly,
            gentle=True,
            counts=True,
        )
        monkeypatch.setitem(kinds, name, kind)
    return


def note(to: Membership, number: int, kind: str = "note") -> Letter:
    now = timezone.now()
    return Letter.objects.create(
        key=f"{kind}:{to.pk}:{number}",
        kind=kind,
        person=to.person,
        place=to.collaborative_id,
        about=to.pk,
        edition=str(number),
        not_before=now,
        not_after=now + timedelta(days=50),
    )


def run_until_still(days: int) -> list[str]:
    """Look every hour for so many days; local day and hour of each letter that went."""
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        for hour in range(days * 24):
            clock.move_to(now + hour * HOUR)
            while send_one():
                pass
    moments = Letter.objects.filter(state="sent").order_by("sent_at").values_list("sent_at")
    return [f"{moment.astimezone(LONDON):%m-%d %H}" for (moment,) in moments]


@pytest.mark.django_db
@time_machine.travel("2027-03-27 22:30 +0000", tick=False)
def test_one_a_day_three_a_month_and_none_at_night(member: Membership, notes: None) -> None:
    """Over the night in which the clock goes forward; the last place is kept for a reminder."""
    for number in range(4):
        note(member, number)
    note(member, 9, "last one")
    assert run_until_still(20) == ["03-28 08", "03-29 08", "03-30 08", "04-01 08", "04-02 08"]
    third = Letter.objects.filter(state="sent").order_by("sent_at")[2]
    assert third.kind == "last one"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2027-03-27 22:30 +0000", "2027-03-28 07:00 +0000"),  # eight in summer time
        ("2027-10-30 21:30 +0000", "2027-10-31 08:00 +0000"),  # eight in winter time
        ("2027-03-28 01:30 +0000", "2027-03-28 07:00 +0000"),
        ("2027-03-28 06:59 +0000", "2027-03-28 07:00 +0000"),
        ("2027-03-28 07:00 +0000", None),
        ("2027-03-28 19:59 +0000", None),
        ("2027-03-28 20:00 +0000", "2027-03-29 07:00 +0000"),
    ],
)
def test_quiet_hours_on_the_wall(now: str, then: str | None) -> None:
    told = restraint.after_quiet(moment(now), Preferences(), LONDON)
    assert told == (moment(then) if then else None)


def moment(words: str) -> datetime:
    return datetime.strptime(words, "%Y-%m-%d %H:%M %z").astimezone(UTC)


@pytest.mark.parametrize(
    ("quiet", "hours"),
    [((21, 8), {*range(21, 24), *range(8)}), ((1, 6), set(range(1, 6))), ((5, 5), set())],
)
def test_which_hours_are_quiet(quiet: tuple[int, int], hours: set[int]) -> None:
    wishes = Preferences(quiet_from=quiet[0], quiet_until=quiet[1])
    assert {hour for hour in range(24) if restraint.is_quiet(hour, wishes)} == hours


@pytest.mark.django_db
def test_the_database_and_the_form_know_the_same_quiet_hours(member: Membership) -> None:
    """Every hour that is quiet is refused by the table, and no other one."""
    for quiet_from, quiet_until in ((21, 8), (1, 6), (5, 5), (8, 21)):
        for hour in range(24):
            wishes = Preferences(
                person=member.person,
                quiet_from=quiet_from,
                quiet_until=quiet_until,
                digest_hour=hour,
            )
            refused = False
            try:
                with transaction.atomic():
                    wishes.save(force_insert=True)
                    wishes.delete()
            except IntegrityError:
                refused = True
            assert refused == restraint.is_quiet(hour, wishes), (quiet_from, quiet_until, hour)


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_are_still_one_letter_a_day(notes: None) -> None:
    card = MembershipFactory()
    Preferences.objects.create(person=card.person, quiet_from=0, quiet_until=0)
    for number in range(8):
        note(card, number)
    start = Barrier(8)

    def send(_: int) -> None:
        try:
            start.wait(timeout=5)
            send_one()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(8)))
    assert Letter.objects.filter(state="sent").count() == 1
    assert len(mail.outbox) == 1


@pytest.fixture
def reader(db: None) -> Membership:
    return MembershipFactory(
        digest_upto=datetime(2027, 5, 1, tzinfo=UTC), collaborative__time_zone="Europe/London"
    )


def written_up(reader: Membership, at: datetime) -> None:
    WriteUpFactory(
        meeting__collaborative=reader.collaborative,
        meeting__starts_at=at - timedelta(days=3),
        published_at=at,
    )


@time_machine.travel("2027-06-09 10:00 +0000", tick=False)
def test_my_own_day_and_hour(client: Client, reader: Membership) -> None:
    """A Wednesday; it is planned for now, and then the reader says Sunday at five."""
    written_up(reader, datetime(2027, 6, 9, 9, tzinfo=UTC))
    with time_machine.travel("2027-06-09 04:00 +0000", tick=False):
        tick()
    typed = {"digest": "on", "digest_every": "week", "digest_day": "6", "digest_hour": "17"}
    answer = as_(client, reader).post(reverse("members:letters"), typed)
    assert answer.status_code == 302
    tick()
    assert mail.outbox == []
    waiting = Letter.objects.get(kind=DIGEST)
    assert waiting.not_before == datetime(2027, 6, 13, 16, tzinfo=UTC)  # five in summer time
    for hour, letters in (("15:59", 0), ("16:01", 1)):
        with time_machine.travel(f"2027-06-13 {hour} +0000", tick=False):
            tick()
        assert len(mail.outbox) == letters


@time_machine.travel("2027-06-09 10:00 +0000", tick=False)
def test_a_digest_in_the_quiet_hours_is_refused_by_the_form(
    client: Client, reader: Membership
) -> None:
    typed = {"digest": "on", "digest_hour": "22"}
    answer = as_(client, reader).post(reverse("members:letters"), typed)
    assert answer.status_code == 422
    assert "one of your quiet hours" in answer.text
    assert not Preferences.objects.exists()


@time_machine.travel("2027-06-09 10:00 +0000", tick=False)
def test_what_was_read_on_the_site_is_not_told_again(client: Client, reader: Membership) -> None:
    """The mark is the newest piece they saw, and nobody's "last seen"."""
    newest = datetime(2027, 6, 8, 9, tzinfo=UTC)
    written_up(reader, newest)
    home = reverse("home", kwargs={"collaborative": reader.collaborative.slug})
    assert "New" in as_(client, reader).get(home).text
    reader.refresh_from_db()
    assert reader.digest_upto == newest
    tick()
    assert mail.outbox == []
    written_up(reader, newest + HOUR)
    for hour in ("06", "10"):
        with time_machine.travel(f"2027-06-10 {hour}:00 +0000", tick=False):
            tick()
    assert len(mail.outbox) == 1


@time_machine.travel("2027-06-09 10:00 +0000", tick=False)
def test_a_rest_from_everything_from_the_foot_of_a_letter(
    client: Client, reader: Membership
) -> None:
    written_up(reader, datetime(2027, 6, 9, 9, tzinfo=UTC))
    path = stopping.url(DIGEST, reader.person_id).removeprefix("http://localhost:8000")
    assert "A rest from everything" in client.get(path).text
    reader.refresh_from_db()
    assert not reader.is_resting
    assert "Rest well" in client.post(path, {"do": "rest"}).text
    tick()
    reader.refresh_from_db()
    assert (reader.is_resting, mail.outbox) == (True, [])
    assert not Preferences.objects.exists(), "the kind itself is not stopped"
    as_(client, reader).post(
        reverse("members:rest", kwargs={"collaborative": reader.collaborative.slug}),
        {"do": "back"},
    )
    reader.refresh_from_db()
    assert reader.state == "active"
