"""Ten thousand members: planned in seconds, once by eight, and sent at the pace of the server."""

from __future__ import annotations

import resource
import smtplib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import quantiles
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from collaborative import outbox, sending
from collaborative.models import Letter
from meetings.letters import REMINDER, reminders_due
from meetings.models import Reply
from members.models import Membership, User
from tests.drills.post_office import PostOffice
from tests.factories import CollaborativeFactory, MeetingFactory
from tests.figures import Figure

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

MANY, SOME = 10_000, 300
A_LETTER = 0.05  # what a mail server takes for one, at its fastest
A_SLOW_ONE = 3.0


@dataclass
class Server(PostOffice):
    """Takes its time as a real one does; ``slow``: for every tenth address much more."""

    slow: bool = False
    at: dict[str, float] = field(default_factory=dict)

    def take(self, addresses: list[str], data: bytes) -> str:
        (address,) = addresses
        number = int(address.partition("@")[0].rpartition("-")[2])
        time.sleep(A_SLOW_ONE if self.slow and number % 10 == 0 else A_LETTER)
        self.at[address] = time.monotonic()
        return "250 taken"


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    server = Server()
    with server.open() as url:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = urlsplit(url).port
        settings.LETTERS_SENDERS = 16
        yield server


def coming(number: int) -> None:
    """So many people who said yes to one meeting tomorrow."""
    place = CollaborativeFactory()
    meeting = MeetingFactory(collaborative=place)
    people = User.objects.bulk_create(
        User(email=f"someone-{n}@example.org", password="!") for n in range(number)
    )
    cards = Membership.objects.bulk_create(
        Membership(collaborative=place, person=who, chosen_name=f"Name {n}")
        for n, who in enumerate(people)
    )
    Reply.objects.bulk_create(
        Reply(collaborative=place, meeting=meeting, member=card, answer="yes") for card in cards
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_planned_in_seconds_and_once_by_eight(figure: Figure) -> None:
    coming(MANY)
    before, started = megabytes(), time.monotonic()
    assert outbox.plan(REMINDER, reminders_due()) == MANY
    seconds, more = time.monotonic() - started, megabytes() - before
    Letter.objects.all().delete()
    start = Barrier(8)

    def plan(_: int) -> int:
        try:
            start.wait(timeout=20)
            return outbox.plan(REMINDER, reminders_due())
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        rows = sum(pool.map(plan, range(8)))
    figure(
        "ten thousand: planned",
        f"{MANY:,} reminders in {seconds:.1f} s with {more:.0f} MB more; by eight planners at"
        f" once {rows:,} rows, in the table {Letter.objects.count():,}",
    )
    assert (rows, Letter.objects.count()) == (MANY, MANY)
    assert seconds <= 10
    assert more <= 200


def delivered(server: Server, *, slow: bool) -> dict[str, float]:
    """Plan anew and send; how long after the start each address had its letter."""
    Letter.objects.all().delete()
    outbox.plan(REMINDER, reminders_due())
    server.slow, server.at = slow, {}
    started = time.monotonic()
    sending.drain(SOME * 2)
    assert Letter.objects.filter(state="sent").count() == SOME
    return {address: at - started for address, at in server.at.items()}


def test_as_fast_as_the_server_and_not_held_up_by_the_slow(
    server: Server, settings: Any, figure: Figure
) -> None:
    coming(SOME)
    ours = delivered(server, slow=False)
    message = f"Subject: A letter\r\n\r\n{'Soup. ' * 300}".encode()
    started = time.monotonic()
    with smtplib.SMTP("127.0.0.1", settings.EMAIL_PORT) as bare:
        for number in range(SOME):
            bare.sendmail("a@example.org", [f"someone-{number}@example.org"], message)
    loop = time.monotonic() - started
    rate, bare_rate = SOME / max(ours.values()), SOME / loop
    with_slow = delivered(server, slow=True)
    quick = [
        with_slow[address] - ours[address]
        for address in ours
        if int(address.partition("@")[0].rpartition("-")[2]) % 10
    ]
    p95 = quantiles(quick, n=20)[-1]
    figure(
        "ten thousand: sent",
        f"{SOME} letters to a server that takes {A_LETTER * 1000:.0f} ms for one:"
        f" {rate:.0f} a second, a bare loop {bare_rate:.0f}, ratio {rate / bare_rate:.2f};"
        f" one in ten at {A_SLOW_ONE:.0f} s: the others {p95:.1f} s later at the 95th percentile",
    )
    assert rate / bare_rate >= 0.7
    assert p95 <= 10
