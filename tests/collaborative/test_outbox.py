"""Each letter once: planned once, sent once, never stale, and none stops another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from collaborative import outbox
from collaborative.letters import Words
from collaborative.models import Letter
from collaborative.tasks import tick, tidy
from members.models import User
from tests.collaborative.conftest import KIND, Postcards
from tests.factories import UserFactory

MINUTE = timedelta(minutes=1)


class PostOffice:
    """Refuses letters as a mail server would, until told otherwise."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: Exception | None = None
        self.only_for = ""
        take = EmailBackend.send_messages

        def send_messages(backend: EmailBackend, messages: list[Any]) -> int:
            if self.error and any(self.only_for in to for m in messages for to in m.to):
                raise self.error
            return take(backend, messages)

        monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> PostOffice:
    return PostOffice(monkeypatch)


def refused(code: int) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused({"abi@example.org": (code, b"no")})


def test_planned_twice_and_sent_twice_is_one_letter(letter: Letter, postcards: Postcards) -> None:
    assert outbox.plan(KIND, postcards.due()) == 0
    tick()
    tick()

    letter.refresh_from_db()
    assert (letter.state, len(mail.outbox)) == ("sent", 1)
    assert mail.outbox[0].message()["Message-ID"] == letter.message_id
    assert letter.sent_at is not None


@pytest.mark.django_db(transaction=True)
def test_eight_planners_write_each_letter_once(postcards: Postcards) -> None:
    UserFactory.create_batch(30)
    start = Barrier(8)

    def plan(_: int) -> int:
        try:
            start.wait(timeout=5)
            return outbox.plan(KIND, postcards.due())
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(plan, range(8))) == 30
    assert Letter.objects.count() == 30


@pytest.mark.django_db(transaction=True)
def test_eight_senders_send_each_letter_once(postcards: Postcards) -> None:
    UserFactory.create_batch(30)
    outbox.plan(KIND, postcards.due())
    start = Barrier(8)

    def send(_: int) -> int:
        try:
            start.wait(timeout=5)
            return sum(1 for _ in iter(outbox.send_one, False))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(send, range(8))) == 30
    assert sorted(m.to[0] for m in mail.outbox) == sorted(
        User.objects.values_list("email", flat=True)
    )
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db
def test_a_letter_whose_time_is_over_is_not_even_planned(postcards: Postcards) -> None:
    UserFactory()
    postcards.window = (timedelta(days=-3), timedelta(hours=-1))
    assert outbox.plan(KIND, postcards.due()) == 0
    postcards.window = (timedelta(days=2), timedelta(days=1))  # never any time to go
    assert outbox.plan(KIND, postcards.due()) == 0


@pytest.mark.django_db
def test_a_kind_that_is_due_for_nobody_plans_nothing(postcards: Postcards) -> None:
    assert outbox.plan(KIND, postcards.due().none()) == 0


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (lambda cards: setattr(cards, "applies", False), "withdrawn"),
        (lambda cards: User.objects.update(email=None), "withdrawn"),
        (lambda cards: Letter.objects.update(not_after=timezone.now()), "expired"),
    ],
    ids=["no longer true", "no address", "too late"],
)
def test_a_letter_that_is_stale_ends_unsent(
    letter: Letter, postcards: Postcards, change: Any, state: str
) -> None:
    Letter.objects.update(not_before=timezone.now() - timedelta(days=1))
    change(postcards)
    tick()

    letter.refresh_from_db()
    assert (letter.state, mail.outbox, letter.sent_at) == (state, [], None)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (refused(550), "refused"),
        (SMTPDataError(554, b"spam"), "refused"),
        (refused(451), "waiting"),
        (SMTPDataError(452, b"full"), "waiting"),
        (SMTPAuthenticationError(535, b"our password"), "waiting"),  # would refuse them all
        (SMTPServerDisconnected("gone"), "waiting"),
        (ConnectionRefusedError(), "waiting"),
        (TimeoutError(), "waiting"),
    ],
    ids=lambda value: f"{type(value).__name__}" if isinstance(value, Exception) else value,
)
def test_what_the_other_server_says_ends_a_letter_or_puts_it_off(
    letter: Letter, office: PostOffice, error: Exception, state: str
) -> None:
    office.error = error
    tick()

    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, mail.outbox) == (state, None, [])
    assert (letter.not_before > timezone.now()) == (state == "waiting")


def test_tries_wait_longer_each_time_and_end_when_the_letter_is_stale(
    letter: Letter, office: PostOffice
) -> None:
    office.error = refused(421)
    waits = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            tick()
            letter.refresh_from_db()
            waits.append((letter.not_before - timezone.now()) / MINUTE)
            clock.move_to(letter.not_before)
        assert waits == [0.5, 1, 2, 4, 8]
        for _ in range(20):
            tick()
            letter.refresh_from_db()
            if letter.state != "waiting":
                break
            clock.move_to(letter.not_before)
    assert (letter.state, mail.outbox) == ("expired", [])


def test_every_try_carries_the_same_message_id(letter: Letter, postcards: Postcards) -> None:
    """Killed after the mail server took it, before the commit: it goes again, as the same."""

    def killed(_: Letter) -> None:
        raise SystemExit

    postcards.after_sending = killed
    with pytest.raises(SystemExit):
        tick()
    letter.refresh_from_db()
    assert letter.state == "waiting"

    postcards.after_sending = lambda letter: None
    tick()
    ids = [message.message()["Message-ID"] for message in mail.outbox]
    assert ids == [letter.message_id] * 2


@pytest.mark.django_db
def test_one_bad_letter_stops_no_other(postcards: Postcards, office: PostOffice) -> None:
    """One cannot be rendered, one breaks the transaction, one is refused; the fourth goes."""
    for name in ("a-broken", "b-database", "c-refused", "d-fine"):
        UserFactory(email=f"{name}@example.org")
    office.error, office.only_for = refused(550), "c-refused"

    def render(letter: Letter) -> Words:
        if (letter.person.email or "").startswith("a-"):
            raise KeyError("a bug")
        if (letter.person.email or "").startswith("b-"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1/0")
        return postcards.words

    postcards.render = render
    tick()

    states = dict(Letter.objects.values_list("person__email", "state"))
    assert [states[f"{n}@example.org"] for n in ("a-broken", "b-database", "c-refused")] == [
        "waiting",
        "waiting",
        "refused",
    ]
    assert [message.to for message in mail.outbox] == [["d-fine@example.org"]]


@pytest.mark.django_db
def test_every_letter_has_one_recipient_and_nobody_else_in_its_headers(
    postcards: Postcards,
) -> None:
    UserFactory.create_batch(3)
    tick()
    assert len(mail.outbox) == 3
    for message in mail.outbox:
        assert (len(message.recipients()), message.cc, message.bcc) == (1, [], [])
        others = set(User.objects.values_list("email", flat=True)) - set(message.to)
        assert not any(address in message.message().as_string() for address in others)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028", "\x85"])
def test_a_line_break_in_a_subject_becomes_no_header(
    letter: Letter, postcards: Postcards, end: str
) -> None:
    postcards.words = Words(subject=f"Soup{end}Bcc: all@example.org", text="x")
    tick()

    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert "\n" not in str(message["Subject"])
    assert mail.outbox[0].recipients() == ["abi@example.org"]


def test_bodies_are_wiped_a_week_after_the_end(letter: Letter) -> None:
    tick()
    tidy()
    letter.refresh_from_db()
    assert letter.body == "The sea is here."

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        tidy()
    letter.refresh_from_db()
    assert (letter.body, letter.subject, letter.state) == ("", "", "sent")


def test_a_waiting_letter_keeps_its_words(letter: Letter) -> None:
    Letter.objects.update(body="The code is 123456")
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        tidy()
    letter.refresh_from_db()
    assert letter.body == "The code is 123456"


def test_a_nudge_waits_for_the_commit_and_for_nobody_else(
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
    db: None,
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(outbox, "send_tick", lambda: sent.append("tick"))
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        outbox.nudge()
        assert sent == []
    for callback in callbacks:
        callback()
    assert sent == ["tick"]
