"""The first three meetings: one welcome, lighter letters, and then like everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from collaborative.tasks import tick, tidy
from meetings.models import Meeting
from members import actions
from members.models import Buddying, Hat, Invitation, Membership
from tests.factories import (
    AgendaItemFactory,
    BuddyingFactory,
    HatFactory,
    MeetingFactory,
    MembershipFactory,
    ReplyFactory,
)
from tests.meetings.helpers import on_the_wall
from tests.world import invite

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(member: Membership) -> Membership:
    """Somebody who said yes to an invitation just now."""
    card = MembershipFactory(collaborative=member.collaborative, state="introduced")
    invite(card)
    return actions.accept(invitation=Invitation.objects.get(member=card), name="Nia")


@pytest.fixture
def breakfast(new: Membership) -> Meeting:
    return MeetingFactory(
        collaborative=new.collaborative, title="Roadmap review", **on_the_wall(2, "09:00", "11:00")
    )


def letters(to: Membership) -> list[Any]:
    tick()
    return [letter for letter in mail.outbox if letter.to == [to.person.email]]


def held(place: Membership, days_ago: float, **more: Any) -> None:
    begins = timezone.now() - timedelta(days=days_ago)
    times = {"starts_at": begins, "ends_at": begins + timedelta(hours=2)}
    MeetingFactory(collaborative=place.collaborative, **times, **more)


def test_one_welcome_says_what_happens_and_who_says_hello(
    new: Membership, breakfast: Meeting
) -> None:
    day = breakfast.days[0]
    HatFactory(
        member__collaborative=new.collaborative,
        member__chosen_name="Zara",
        kind=Hat.Kind.WELCOME,
        since=day,
        until=day,
    )
    (letter,) = letters(new)
    assert letter.subject == "Good that you are here"
    for words in (
        "Hello Nia",
        "9 to 11 in the morning",
        "Blue door",
        "Hello at the door: Zara",
        "Say your name, or pass.",
        "Leave any time",
        "/people/buddies/",
    ):
        assert words in letter.body
    assert "oadmap" not in letter.body
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        assert len(letters(new)) == 1


@pytest.mark.parametrize("how", ["rest", "leave", "was here before", "comes to help"])
def test_no_welcome_to_somebody_who_is_not_new_or_not_there(new: Membership, how: str) -> None:
    if how == "rest":
        actions.rest(card=new, by=new.person)
    elif how == "leave":
        address = new.person.email
        actions.leave(card=new, by=new.person, keeps_name=True)
        new.person.email = address
    elif how == "was here before":
        Membership.objects.filter(pk=new.pk).update(state="active")
    else:
        new = MembershipFactory(collaborative=new.collaborative, state="introduced")
        invite(new)
        Invitation.objects.filter(member=new).update(helps_with="concern")
        actions.accept(invitation=Invitation.objects.get(member=new), name="Hal")
    assert letters(new) == []


def test_without_a_date_the_welcome_still_comes(new: Membership) -> None:
    (letter,) = letters(new)
    assert "The next date is not fixed yet." in letter.body


def test_the_first_reminders_are_warm_and_short(new: Membership, breakfast: Meeting) -> None:
    AgendaItemFactory(meeting=breakfast, title="Permission matrix", minutes=20)
    BuddyingFactory(
        newcomer=new,
        buddy=MembershipFactory(collaborative=new.collaborative, chosen_name="Zara"),
    )
    ReplyFactory(meeting=breakfast, member=new)
    reminder = next(letter for letter in letters(new) if letter.subject.startswith("Breakfast"))
    assert "Zara looks for you at the door." in reminder.body
    assert "Permission matrix" not in reminder.body
    old = MembershipFactory(collaborative=new.collaborative)
    ReplyFactory(meeting=breakfast, member=old)
    assert "Permission matrix" in letters(old)[0].body


def test_after_three_meetings_they_are_like_everybody(new: Membership) -> None:
    Membership.objects.filter(pk=new.pk).update(digest_upto=timezone.now() - timedelta(days=90))
    BuddyingFactory(newcomer=new)
    held(new, 100)
    held(new, 60)
    held(new, 30)
    held(new, 20, state="called_off")
    held(new, 10, kind="design_team")
    held(MembershipFactory(), 5)
    tidy()
    new.refresh_from_db()
    assert new.is_new
    assert [letter.subject for letter in letters(new)] == []

    held(new, 1)
    tidy()
    new.refresh_from_db()
    assert new.state == "active"
    assert timezone.now() - new.digest_upto < timedelta(minutes=1), "nobody comes to a pile"
    assert not Buddying.objects.exists()


def test_whoever_rests_is_not_counted_back_in(new: Membership) -> None:
    actions.rest(card=new, by=new.person)
    Membership.objects.filter(pk=new.pk).update(digest_upto=timezone.now() - timedelta(days=90))
    for days_ago in (60, 30, 1):
        held(new, days_ago)
    tidy()
    new.refresh_from_db()
    assert new.is_resting
