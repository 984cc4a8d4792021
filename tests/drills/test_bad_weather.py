"""Six hundred letters through a mail server in a bad mood, while workers die and lines are cut.

The database is not killed here: every other user of the tests stands on it.
Its end is what a worker sees of one: all its connections are cut at once.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from collaborative.embedded.processes import Household
from collaborative.models import Letter
from meetings.letters import REMINDER
from members.models import Preferences
from tests.drills.post_office import PostOffice
from tests.drills.test_outbox_drill import BEAT, Background, said
from tests.factories import MeetingFactory, ReplyFactory
from tests.figures import Figure

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

LETTERS = 600
DEAD = 60  # every tenth address
PATIENCE = 250
SENDERS = 2


@dataclass
class BadOffice(PostOffice):
    """Every 40th letter is met with a bad mood, in turn; what it took it remembers."""

    asked: int = 0
    last_fault: float = 0.0

    def refuses(self, address: str) -> bool:
        return address.startswith("dead")

    def take(self, addresses: list[str], data: bytes) -> str:
        with self._lock:
            self.asked += 1
            number = self.asked
        if number % 40:
            return super().take(addresses, data)
        mood = number // 40 % 4
        self.last_fault = time.monotonic()
        if mood == 0:
            return "421 come back later"
        if mood == 1:
            raise ConnectionError  # the line is cut, and the letter is lost on the way
        if mood == 2:
            super().take(addresses, data)
            raise ConnectionError  # the line is cut after the letter was taken: it comes again
        time.sleep(3)
        return super().take(addresses, data)


@pytest.fixture
def office() -> BadOffice:
    return BadOffice()


@pytest.fixture
def background(office: BadOffice, tmp_path: Path) -> Iterator[Background]:
    ours = urlsplit(os.environ["DATABASE_URL"])
    database = ours._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    with office.open() as email_url, Household() as household:
        told = {
            "DATABASE_URL": database,
            "EMAIL_URL": email_url,
            "LOCAL_DIR": str(tmp_path),
            "LETTERS_AT_ONCE": "1",
            "LETTERS_SENDERS": "1",
        }
        yield Background(household, os.environ | told, tmp_path)


def cut_all_lines() -> None:
    """What a restart of the database is to whoever was connected."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND usename = current_user"
        )


def waiting() -> int:
    return Letter.objects.filter(kind=REMINDER, state="waiting").count()


def test_six_hundred_letters_in_bad_weather(
    background: Background, office: BadOffice, figure: Figure
) -> None:
    meeting = MeetingFactory()
    replies = ReplyFactory.create_batch(LETTERS, meeting=meeting)
    people = [reply.member.person for reply in replies]
    for number, who in enumerate(people[:DEAD]):
        type(who).objects.filter(pk=who.pk).update(email=f"dead-{number}@example.org")
    alive = {who.email for who in people[DEAD:]}
    Preferences.objects.bulk_create(Preferences(person=who, digest=False) for who in people)
    cuts: list[float] = []

    def noted(happens: object) -> object:
        def happen() -> None:
            office.last_fault = time.monotonic()
            happens()  # type: ignore[operator]

        return happen

    faults = {
        60: background.kill_all_of_it,
        200: background.kill_its_head,
        380: background.kill_all_of_it,
    }
    office.then = {number: noted(fault) for number, fault in faults.items()}  # type: ignore[misc]
    for name in ("beat one", "beat two"):
        background.start(name, BEAT)
    started = time.monotonic()
    while waiting() or Letter.objects.filter(kind=REMINDER).count() < LETTERS:
        background.keep_a_worker()
        time.sleep(0.2)
        if len(office.taken) > 120 * (len(cuts) + 1) and len(cuts) < 3:
            cuts.append(time.monotonic())
            office.last_fault = cuts[-1]
            cut_all_lines()
        assert time.monotonic() - started < PATIENCE, (waiting(), said(background.logs))
    ended = time.monotonic()

    by_address = defaultdict(set)
    for address, message_id in office.taken:
        by_address[address].add(message_id)
    lost, renamed = alive - set(by_address), [i for i in by_address.values() if len(i) > 1]
    repeats = len(office.taken) - len(by_address)
    taken_and_cut = office.asked // 160
    kills = len(faults)
    figure(
        "bad weather",
        f"{LETTERS} letters, {kills} kills of workers, database cut {len(cuts)} times,"
        f" {office.asked // 40} bad moods of the mail server, {DEAD} dead addresses: lost"
        f" {len(lost)}, second letters with a new Message-ID {len(renamed)}, repeats with the"
        f" same one {repeats}; drained {ended - office.last_fault:.0f} s after the last fault",
    )
    states = Letter.objects.filter(kind=REMINDER).values_list("state", flat=True)
    assert (lost, renamed) == (set(), [])
    assert sorted(states) == ["refused"] * DEAD + ["sent"] * (LETTERS - DEAD)
    assert repeats <= SENDERS * (kills + len(cuts)) + taken_and_cut
    assert ended - office.last_fault <= 60
