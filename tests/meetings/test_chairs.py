"""A chair is free again: told once, at a decent hour, to whoever waited longest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from collaborative import mailbox
from collaborative.models import Letter
from collaborative.tasks import tick
from meetings.actions import reply_to_meeting
from meetings.models import Meeting, Reply
from members import lanyards
from members.models import Membership, Preferences
from tests.factories import MeetingFactory, MembershipFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel("2027-06-10 11:00 +0000", tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(db: None) -> Meeting:
    return MeetingFactory(places=1, starts_at=timezone.now() + 3 * DAY + timedelta(hours=1))


@pytest.fixture
def four(meeting: Meeting) -> list[Membership]:
    """The first has the chair; the others wait, in this order. None of them wishes for more."""
    here = {"collaborative": meeting.collaborative}
    people = [MembershipFactory(**here) for _ in range(4)]
    for card in people:
        Preferences.objects.create(person=card.person, invitation=False, digest=False)
        say(meeting, card, "yes")
    return people


def say(meeting: Meeting, card: Membership, answer: str) -> Reply:
    return reply_to_meeting(meeting=meeting, by=card, answer=answer)


def told() -> list[str]:
    tick()
    tick()
    return [m.to[0] for m in mail.outbox if m.subject.startswith("A chair is free")]


def test_the_one_who_waited_longest_is_told_once_and_the_next_when_it_moves_on(
    meeting: Meeting, four: list[Membership], noon: Any
) -> None:
    first, second, third, _ = four
    assert told() == [], "nobody waits for nothing"
    say(meeting, first, "no")
    assert told() == [second.person.email]
    letter = mail.outbox[-1]
    assert letter.subject == "A chair is free: Breakfast on Sunday 13 June, 1 to 3 in the afternoon"
    assert meeting.get_absolute_url() in letter.body
    assert any("METHOD:REQUEST" in str(part.content) for part in letter.alternatives)
    noon.shift(DAY)
    say(meeting, second, "no")
    assert told() == [second.person.email, third.person.email]
    assert Reply.objects.get(member=second).chair_since is None


def test_it_is_the_reminder_too_when_that_has_come_due(
    meeting: Meeting, four: list[Membership], noon: Any
) -> None:
    noon.shift(timedelta(hours=5))  # reminders go since four hours
    tick()
    assert [m.to for m in mail.outbox] == [[four[0].person.email]]
    say(meeting, four[0], "no")
    told()
    noon.shift(DAY)
    told()
    mine = [m.subject for m in mail.outbox if m.to == [four[1].person.email]]
    assert [subject[:5] for subject in mine] == ["A cha"]


@pytest.mark.parametrize("change", ["says no", "rests", "called off", "over"])
def test_what_is_no_longer_true_is_not_told(
    meeting: Meeting, four: list[Membership], change: str, settings: Any, noon: Any
) -> None:
    """Planned at night, when nobody is woken; by the morning things are otherwise."""
    settings.LETTERS_AT_ONCE = False
    noon.shift(timedelta(hours=11))
    say(meeting, four[0], "no")
    assert told() == []
    planned = Letter.objects.get(kind="chair free again")
    assert (planned.state, planned.person) == ("waiting", four[1].person)
    if change == "says no":
        say(meeting, four[1], "no")
    elif change == "rests":
        Membership.objects.filter(pk=four[1].pk).update(state="resting")
    elif change == "called off":
        Meeting.objects.update(state="called_off")
    noon.shift(5 * DAY if change == "over" else timedelta(hours=10))
    assert four[1].person.email not in told()


def test_it_comes_by_text_to_whoever_likes_that(meeting: Meeting, four: list[Membership]) -> None:
    Preferences.objects.filter(person=four[1].person).update(by_text=True)
    lanyards.route(four[1].person, "sms", "07700 900321")
    say(meeting, four[0], "no")
    assert told() == []
    (message,) = mailbox.newest()
    assert message.text.startswith("A chair is free: Breakfast")
    assert "/meetings/" in message.text


def test_who_waits_has_no_chair(meeting: Meeting, four: list[Membership]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.exclude(waiting_since=None).update(chair_since=timezone.now())
