"""What came of it: once a month, never empty, never to somebody who rests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from collaborative import news, outbox, stopping
from collaborative.models import Letter
from collaborative.news import Section
from collaborative.tasks import tick
from members.digest import DIGEST, digests_due
from members.models import Membership, Preferences, User
from tests.factories import HatFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> Iterator[list[datetime]]:
    """Two sections of our own: one worth a letter, one not; and since when they were asked."""
    asked: list[datetime] = []

    def moved(reader: Membership, since: datetime) -> dict[str, Any] | None:
        asked.append(since)
        return {"words": "The number 9 waits & <waits>."} if NEWS["moved"] else None

    monkeypatch.setattr("collaborative.news.sections", type(news.sections)())
    monkeypatch.setitem(NEWS, "moved", True)
    news.sections.announce("moved", Section("digest_test/_moved", moved))
    news.sections.announce(
        "next", Section("digest_test/_next", lambda *_: {"day": "Thursday"}, alone=False)
    )
    folder = tmp_path / "digest_test"
    folder.mkdir()
    plain = "{% autoescape off %}{{ news.words }}{% endautoescape %}"
    (folder / "_moved.txt").write_text(plain)
    (folder / "_next.txt").write_text("We meet on {{ news.day }}.")
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]
    return asked


NEWS = {"moved": True}


@pytest.fixture
def reader(db: None) -> Membership:
    return MembershipFactory(digest_upto=timezone.now() - timedelta(days=40))


def test_planned_twice_and_sent_once(reader: Membership) -> None:
    assert outbox.plan(DIGEST, digests_due()) == 1
    assert outbox.plan(DIGEST, digests_due()) == 0
    tick()
    tick()

    assert [letter.state for letter in Letter.objects.all()] == ["sent"]
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("What came of it", [reader.person.email])
    assert "The number 9 waits & <waits>." in sent.body
    assert "We meet on Thursday." in sent.body
    assert "waits &amp; &lt;waits&gt;" in sent.alternatives[0].content
    assert reader.collaborative.get_absolute_url() in sent.body


def test_it_says_who_to_turn_to_and_how_to_stop(client: Client, reader: Membership) -> None:
    listens = HatFactory(
        member__collaborative=reader.collaborative, kind="concern", member__state="active"
    ).member
    tick()
    (sent,) = (each for each in mail.outbox if each.to == [reader.person.email])
    stop = stopping.url(DIGEST, reader.person_id)

    assert listens.chosen_name in sent.body
    assert stop in sent.body
    assert sent.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    path = stop.removeprefix("http://localhost:8000")
    assert "These are letters about what came of it." in client.get(path).text
    client.post(path)
    assert Preferences.objects.get(person=reader.person).digest is False


@time_machine.travel("2027-03-02 12:00 +0000", tick=False)
def test_an_empty_one_waits_for_news_until_its_month_is_over(
    reader: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NEWS, "moved", False)
    tick()
    letter = Letter.objects.get()
    assert (letter.state, mail.outbox) == ("waiting", [])
    assert f"{letter.not_before:%d %H}" == "03 09"
    monkeypatch.setitem(NEWS, "moved", True)
    with time_machine.travel("2027-03-03 09:01 +0000", tick=False):
        tick()
    assert (Letter.objects.get().state, len(mail.outbox)) == ("sent", 1)


@time_machine.travel("2027-03-30 12:00 +0000", tick=False)
def test_a_month_without_news_ends_without_a_letter(
    reader: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NEWS, "moved", False)
    tick()
    with time_machine.travel("2027-03-31 12:00 +0000", tick=False):
        tick()
    assert (Letter.objects.get().state, mail.outbox) == ("expired", [])


@pytest.mark.parametrize(
    "change",
    [
        {"state": "resting"},
        {"state": "introduced"},
        {"state": "left", "left_on": timezone.localdate()},
        {"state": "remembered", "left_on": timezone.localdate()},
    ],
)
@pytest.mark.parametrize("planned", [False, True])
def test_never_to_somebody_who_rests_or_left(
    reader: Membership, change: dict[str, Any], planned: bool
) -> None:
    if planned:
        outbox.plan(DIGEST, digests_due())
    Membership.objects.update(**change)
    tick()

    assert mail.outbox == []
    assert [letter.state for letter in Letter.objects.all()] == ["withdrawn"] * planned


@pytest.mark.parametrize(
    "change",
    [
        lambda person: User.objects.update(email=None),
        lambda person: User.objects.update(is_active=False),
        lambda person: Preferences.objects.create(person=person, digest=False),
    ],
    ids=["no address", "shut out", "said no"],
)
@pytest.mark.parametrize("planned", [False, True])
def test_never_to_somebody_who_has_no_address_or_said_no(
    reader: Membership, change: Callable[[User], Any], planned: bool
) -> None:
    if planned:
        outbox.plan(DIGEST, digests_due())
    change(reader.person)
    tick()

    assert mail.outbox == []


def test_other_wishes_are_no_no(reader: Membership) -> None:
    Preferences.objects.create(person=reader.person, reminder=False)

    assert digests_due().count() == 1


def test_the_next_begins_where_this_one_was_read(reader: Membership, told: list[datetime]) -> None:
    before = reader.digest_upto
    tick()
    reader.refresh_from_db()
    sent = Letter.objects.get()

    assert set(told) == {before}
    assert before < reader.digest_upto <= sent.sent_at
    assert digests_due().count() == 0


def test_a_letter_that_did_not_go_moves_nothing(
    reader: Membership, settings: Any, told: list[datetime]
) -> None:
    settings.EMAIL_BACKEND = "tests.members.test_letters.DeadServer"
    before = reader.digest_upto
    tick()
    reader.refresh_from_db()
    letter = Letter.objects.get()

    assert (letter.state, letter.attempts, letter.sent_at) == ("waiting", 1, None)
    assert reader.digest_upto == before


class DeadServer:
    def __init__(self, **_: Any) -> None:
        pass

    def send_messages(self, messages: list[Any]) -> int:
        raise ConnectionRefusedError

    def open(self) -> None:
        pass

    def close(self) -> None:
        pass


def test_one_a_month_for_each_place(reader: Membership) -> None:
    MembershipFactory(person=reader.person, digest_upto=reader.digest_upto)
    for day, letters in (("2027-03-02", 2), ("2027-03-30", 2), ("2027-04-02", 4)):
        with time_machine.travel(f"{day} 12:00 +0000"):
            tick()
        assert len(mail.outbox) == letters


def test_a_month_that_ends_is_not_followed_at_once_by_the_next(reader: Membership) -> None:
    for day, letters in (("2027-03-30", 1), ("2027-04-02", 1), ("2027-04-21", 2)):
        with time_machine.travel(f"{day} 12:00 +0000"):
            tick()
        assert len(mail.outbox) == letters


def test_one_letter_for_two_places_if_one_likes(reader: Membership) -> None:
    other = MembershipFactory(person=reader.person, digest_upto=reader.digest_upto)
    Preferences.objects.create(person=reader.person, one_letter=True)
    tick()
    (sent,) = mail.outbox

    for card in (reader, other):
        assert f"From {card.collaborative.name}:" in sent.body
        card.refresh_from_db()
        assert card.digest_upto >= timezone.now() - timedelta(minutes=1)
    assert sent.body.count("The number 9 waits") == 2


def test_too_late_is_not_at_all(reader: Membership) -> None:
    outbox.plan(DIGEST, digests_due())
    with time_machine.travel(timezone.now() + timedelta(days=32)):
        while outbox.send_one():
            pass

    assert (Letter.objects.get().state, mail.outbox) == ("expired", [])
