"""The reminder: each once, only while it is true, with all one needs to get there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from collaborative import outbox, stopping
from collaborative.models import Letter
from collaborative.tasks import tick
from meetings.letters import REMINDER, reminders_due
from meetings.models import Meeting, Reply
from members.composing import link
from members.models import Membership, Preferences, User
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MembershipFactory,
    ReplyFactory,
    WriteUpFactory,
)
from tests.meetings.helpers import on_the_wall


@pytest.fixture
def letter(db: None) -> Letter:
    ReplyFactory()
    assert outbox.plan(REMINDER, reminders_due()) == 1
    return Letter.objects.get()


def test_planned_twice_and_sent_twice_is_one_letter(letter: Letter) -> None:
    assert outbox.plan(REMINDER, reminders_due()) == 0
    tick()
    tick()

    letter.refresh_from_db()
    assert (letter.state, len(mail.outbox)) == ("sent", 1)
    assert mail.outbox[0].extra_headers["Message-ID"] == letter.message_id


@pytest.mark.django_db(transaction=True)
def test_eight_planners_write_each_letter_once() -> None:
    meeting = MeetingFactory()
    ReplyFactory.create_batch(30, meeting=meeting, collaborative=meeting.collaborative)
    start = Barrier(8)

    def plan(_: int) -> int:
        try:
            start.wait(timeout=20)
            return outbox.plan(REMINDER, reminders_due())
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(plan, range(8))) == 30
    assert Letter.objects.count() == 30


@pytest.mark.parametrize(
    "change",
    [
        lambda: Meeting.objects.update(state=Meeting.State.CALLED_OFF),
        lambda: Reply.objects.update(answer=Reply.Answer.NO),
        lambda: Reply.objects.update(answer=Reply.Answer.MAYBE),
        lambda: Reply.objects.all().delete(),
        lambda: Membership.objects.update(state=Membership.State.RESTING),
        lambda: Membership.objects.update(
            state=Membership.State.LEFT, left_on=timezone.localdate()
        ),
        lambda: Membership.objects.update(
            state=Membership.State.REMEMBERED, left_on=timezone.localdate()
        ),
        lambda: User.objects.update(email=None),
        lambda: User.objects.update(is_active=False),
        lambda: Preferences.objects.create(person=User.objects.get(), reminder=False),
        lambda: Meeting.objects.update(
            starts_at=timezone.now() + timedelta(days=30),
            ends_at=timezone.now() + timedelta(days=31),
        ),
    ],
    ids=[
        "called off",
        "says no",
        "says maybe",
        "takes it back",
        "rests",
        "left",
        "remembered",
        "no address",
        "shut out",
        "wants none",
        "moved away",
    ],
)
def test_a_letter_no_longer_true_is_withdrawn(letter: Letter, change: Any) -> None:
    change()
    assert outbox.plan(REMINDER, reminders_due()) == 0
    tick()

    letter.refresh_from_db()
    assert (letter.state, mail.outbox) == ("withdrawn", [])


def test_only_in_the_last_three_days_and_not_in_the_last_hour(db: None) -> None:
    meeting = MeetingFactory(**on_the_wall(10, "09:00", "11:00"))
    ReplyFactory(meeting=meeting)
    planned = {}
    for hours in (73, 71, 0.9):
        with time_machine.travel(meeting.starts_at - timedelta(hours=hours), tick=False):
            Letter.objects.filter(kind=REMINDER).delete()
            outbox.plan(REMINDER, reminders_due())
            tick()
            planned[hours] = list(
                Letter.objects.filter(kind=REMINDER).values_list("state", flat=True)
            )

    assert planned[73] == ["waiting"], "seen a week before by whoever looks after letters"
    assert planned[71] == ["sent"]
    assert "sent" not in planned[0.9]


def test_preferences_that_say_yes_or_nothing_get_it(db: None) -> None:
    meeting = MeetingFactory()
    for answer in ("yes", "online", "maybe", "no"):
        ReplyFactory(meeting=meeting, answer=answer)
    wishing = ReplyFactory(meeting=meeting)
    Preferences.objects.create(person=wishing.member.person, reminder=True, digest=False)

    assert outbox.plan(REMINDER, reminders_due()) == 3


@time_machine.travel("2027-07-06 12:00 +0000", tick=False)
def test_what_it_says(db: None) -> None:
    meeting = MeetingFactory(
        title="Mental health & <money>",
        **on_the_wall(2, "09:00", "11:00"),
        venue__step_free="A ramp at the side.",
        venue__bus="Number 9.",
        venue__name="The Corner Table cafe",
    )
    AgendaItemFactory(meeting=meeting, title="Hello", minutes=20, order=1)
    AgendaItemFactory(meeting=meeting, title="Does anything move?", minutes=20, order=2)
    reader = MembershipFactory(collaborative=meeting.collaborative, chosen_name="Abi")
    ReplyFactory(meeting=meeting, member=reader)
    other = ReplyFactory(meeting=meeting, member__chosen_name="Zebedee")

    tick()

    sent = next(m for m in mail.outbox if m.to == [reader.person.email])
    html = sent.alternatives[0].content
    assert sent.subject == "Breakfast on Thursday, 9 to 11 in the morning"
    for words in (
        "Hello Abi,",
        "Mental health & <money>",
        "Thursday 8 July, 9 to 11 in the morning",
        "The Corner Table cafe, 3 Dock Lane",
        "Getting in: Blue door, opposite the old pump.",
        "Step-free: A ramp at the side.",
        "Bus: Number 9.",
        "9.00 Hello\n9.20 Does anything move?",
        meeting.get_absolute_url(),
    ):
        assert words in sent.body
    assert "Mental health &amp; &lt;money&gt;" in html
    assert f'href="{link(meeting.get_absolute_url())}"' in html
    assert (len(sent.to), sent.cc, sent.bcc) == (1, [], [])
    assert "Zebedee" not in sent.body + html
    assert other.member.person.email not in sent.message().as_string()


def test_stopping_them(client: Client, letter: Letter) -> None:
    url = stopping.url(REMINDER, letter.person_id)
    asked = client.get(url)
    assert "reminders of meetings" in asked.text
    assert not Preferences.objects.exists()

    client.post(url)
    client.post(url)
    tick()

    assert Preferences.objects.get().reminder is False
    letter.refresh_from_db()
    assert (letter.state, mail.outbox) == ("withdrawn", [])


def test_the_digest_names_the_next_meeting_but_is_not_sent_for_it_alone(db: None) -> None:
    reader = MembershipFactory(digest_upto=timezone.now() - timedelta(days=40))
    meeting = MeetingFactory(
        collaborative=reader.collaborative, **on_the_wall(30, "09:00", "11:00")
    )
    tick()
    assert mail.outbox == []

    Letter.objects.all().delete()
    told = WriteUpFactory(
        meeting__collaborative=reader.collaborative,
        meeting__title="Last time & before",
        body="We laughed.",
    )
    tick()

    body = mail.outbox[0].body
    assert "Last time & before" in body
    assert "We laughed." in body
    assert told.meeting.get_absolute_url() in body
    assert "Our next meeting: Breakfast" in body
    assert meeting.get_absolute_url() in body
