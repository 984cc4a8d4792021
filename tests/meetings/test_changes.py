"""Called off or changed: one letter with the last truth, to whoever had heard otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from collaborative.models import Letter
from collaborative.tasks import tick
from meetings.actions import reply_to_meeting
from meetings.changes import CHANGED
from meetings.models import Meeting
from members.models import Membership
from tests.factories import MeetingFactory, MembershipFactory

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel("2027-06-10 12:00 +0000", tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(db: None) -> Meeting:
    start = timezone.now() + 10 * DAY
    return MeetingFactory(starts_at=start, ends_at=start + timedelta(hours=2))


@pytest.fixture
def invited(meeting: Meeting) -> Membership:
    """Somebody who has read of it, and not answered."""
    card = MembershipFactory(collaborative=meeting.collaborative)
    tick()
    assert len(mail.outbox) == 1
    mail.outbox.clear()
    return card


def move(meeting: Meeting, days: int) -> None:
    meeting.refresh_from_db()
    by = days * DAY
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=meeting.starts_at + by, ends_at=meeting.ends_at + by
    )


def told() -> list[str]:
    return [m.subject for m in mail.outbox if m.subject.startswith(("Called off", "It has"))]


def test_moved_twice_in_ten_minutes_is_one_letter_with_the_last_truth(
    meeting: Meeting, invited: Membership, noon: Any
) -> None:
    move(meeting, 1)
    tick()
    noon.shift(5 * MINUTE)
    move(meeting, 1)
    tick()
    noon.shift(6 * MINUTE)
    tick()
    assert told() == []
    noon.shift(5 * MINUTE)
    tick()
    tick()
    meeting.refresh_from_db()
    assert told() == ["It has changed: Breakfast on Tuesday 22 June, 1 to 3 in the afternoon"]
    states = Letter.objects.filter(kind=CHANGED).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["withdrawn", "sent"]
    (part,) = [each for each in mail.outbox[-1].alternatives if "calendar" in each.mimetype]
    assert part.mimetype == "text/calendar; method=REQUEST"
    assert f"SEQUENCE:{meeting.sequence}" in part.content
    assert "ATTENDEE" not in part.content


def test_called_off_reaches_whoever_was_asked_and_did_not_say_no(
    meeting: Meeting, invited: Membership, noon: Any
) -> None:
    here = {"collaborative": meeting.collaborative}
    said_yes, said_no, resting = (MembershipFactory(**here) for _ in range(3))
    for card, answer in ((said_yes, "yes"), (said_no, "no"), (resting, "yes")):
        reply_to_meeting(meeting=meeting, by=card, answer=answer)
    Membership.objects.filter(pk=resting.pk).update(state="resting")
    never_heard = MembershipFactory(**here)
    Meeting.objects.filter(pk=meeting.pk).update(
        state="called_off", called_off_because="The boiler burst."
    )
    tick()
    noon.shift(11 * MINUTE)
    tick()
    off = [m for m in mail.outbox if m.subject.startswith("Called off")]
    assert sorted(m.to[0] for m in off) == sorted([said_yes.person.email, invited.person.email])
    assert never_heard.person.email not in {m.to[0] for m in mail.outbox}
    assert "The boiler burst." in off[0].body
    assert any("METHOD:CANCEL" in str(each.content) for each in off[0].alternatives)


def test_put_right_again_within_ten_minutes_is_no_letter_about_the_mistake(
    meeting: Meeting, invited: Membership, noon: Any
) -> None:
    """It is told how it stands, once; nothing says that it was ever off."""
    Meeting.objects.filter(pk=meeting.pk).update(state="called_off")
    tick()
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    noon.shift(11 * MINUTE)
    tick()
    noon.shift(11 * MINUTE)
    tick()
    assert [subject[:6] for subject in told()] == ["It has"]


def test_whoever_answers_after_the_change_has_heard_of_it(
    meeting: Meeting, invited: Membership, noon: Any
) -> None:
    move(meeting, 1)
    reply_to_meeting(meeting=Meeting.objects.get(pk=meeting.pk), by=invited, answer="yes")
    tick()
    noon.shift(11 * MINUTE)
    tick()
    assert told() == []


@pytest.mark.parametrize(("hours", "letters"), [(9, 1), (40, 0)])
def test_at_night_only_what_cannot_wait_for_the_morning(
    meeting: Meeting, invited: Membership, noon: Any, settings: Any, hours: int, letters: int
) -> None:
    settings.LETTERS_AT_ONCE = False
    noon.move_to(meeting.starts_at - timedelta(hours=hours))
    while timezone.localtime().hour not in (3, 4):  # four or five in summer time
        noon.shift(timedelta(hours=1))
        meeting.starts_at += timedelta(hours=1)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=meeting.starts_at, ends_at=meeting.starts_at + timedelta(hours=2)
    )
    Meeting.objects.filter(pk=meeting.pk).update(state="called_off")
    tick()
    noon.shift(11 * MINUTE)
    tick()
    assert len(told()) == letters
