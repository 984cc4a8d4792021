"""Quiet nudges: only those one wished for, once each, and none when there is nothing to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from collaborative.tasks import tick
from meetings.models import Commitment, Meeting, WriteUp
from members.models import Hat, Preferences
from tests.factories import (
    HatFactory,
    MeetingFactory,
    MembershipFactory,
    ReplyFactory,
    WriteUpFactory,
)
from tests.factories_room import AttendanceFactory, CommitmentFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def subjects() -> list[str]:
    return [message.subject for message in mail.outbox]


@time_machine.travel("2027-06-10 12:00 +0000", tick=False)
def test_a_write_up_to_check_for_those_who_were_there_and_wish_it() -> None:
    meeting = MeetingFactory(starts_at=timezone.now() - 3 * DAY, title="The walk")
    here = {"collaborative": meeting.collaborative}
    said_so, meant, not_there, no_wish = (MembershipFactory(**here) for _ in range(4))
    AttendanceFactory(meeting=meeting, member=said_so)
    AttendanceFactory(meeting=meeting, member=no_wish)
    ReplyFactory(meeting=meeting, member=meant)
    for card in (said_so, meant, not_there):
        Preferences.objects.create(person=card.person, write_up=True)
    draft = WriteUpFactory(meeting=meeting, state=WriteUp.State.DRAFT, published_at=None)
    tick()
    assert subjects() == []
    WriteUp.objects.filter(pk=draft.pk).update(
        state="checking", check_until=timezone.localdate() + 7 * DAY
    )
    tick()
    tick()
    assert sorted(m.to[0] for m in mail.outbox) == sorted(
        [said_so.person.email, meant.person.email]
    )
    assert set(subjects()) == {"Is this how it was?"}
    assert "The walk" in mail.outbox[0].body


@time_machine.travel("2027-06-10 12:00 +0000", tick=False)
def test_whoever_wrote_a_meeting_down_is_asked_twice_and_no_more() -> None:
    meeting = MeetingFactory(starts_at=timezone.now())
    here = {"collaborative": meeting.collaborative}
    day = meeting.starts_at.date()
    scribe = MembershipFactory(**here)
    HatFactory(member=scribe, kind=Hat.Kind.SCRIBE, since=day, until=day)
    HatFactory(member=scribe, kind=Hat.Kind.FACILITATOR, since=day, until=day)
    HatFactory(member=MembershipFactory(**here), kind=Hat.Kind.SCRIBE, since=day + DAY)
    sent = {}
    for days in range(20):
        with time_machine.travel(timezone.now() + days * DAY + timedelta(hours=3), tick=False):
            before = len(mail.outbox)
            tick()
            if new := mail.outbox[before:]:
                sent[days] = [m.to[0] for m in new]
    assert sent == {3: [scribe.person.email], 7: [scribe.person.email]}
    assert "the last time that we ask" in mail.outbox[1].body


@time_machine.travel("2027-06-10 12:00 +0000", tick=False)
@pytest.mark.parametrize("change", ["written", "called off", "not wished", "rests"])
def test_nobody_is_asked_for_what_is_there_or_never_was(change: str) -> None:
    meeting = MeetingFactory(starts_at=timezone.now() - 4 * DAY)
    scribe = MembershipFactory(collaborative=meeting.collaborative)
    HatFactory(member=scribe, kind=Hat.Kind.SCRIBE, since=meeting.starts_at.date())
    if change == "written":
        WriteUpFactory(meeting=meeting)
    elif change == "called off":
        Meeting.objects.update(state="called_off")
    elif change == "not wished":
        Preferences.objects.create(person=scribe.person, hosting=False, digest=False)
    else:
        type(scribe).objects.update(state="resting")
    tick()
    assert "A few lines, when you have a quiet minute" not in subjects()


@time_machine.travel("2027-06-10 12:00 +0000", tick=False)
def test_what_i_said_i_would_do_comes_once_before_the_day() -> None:
    member = MembershipFactory()
    own = {"member": member, "collaborative": member.collaborative}
    soon = CommitmentFactory(
        **own, text="Ring the council", hoped_for=timezone.localdate() + 2 * DAY
    )
    CommitmentFactory(**own, text="Paint the gate", hoped_for=timezone.localdate() + 30 * DAY)
    tick()
    assert subjects() == [], "nobody wished for it"
    Preferences.objects.create(person=member.person, promises=True)
    tick()
    tick()
    assert subjects() == ["What you said you would do"]
    assert "Ring the council" in mail.outbox[0].body
    assert "Paint the gate" in mail.outbox[0].body
    Commitment.objects.filter(pk=soon.pk).update(state="done")
    with time_machine.travel(timezone.now() + DAY, tick=False):
        tick()
    assert len(mail.outbox) == 1
