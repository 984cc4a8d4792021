"""Inviting everybody, and telling them what came of it: once, to those it concerns, gently."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from collaborative.models import AuditEntry, Letter
from collaborative.tasks import tick
from meetings.errors import NotYet, RepliesClosed
from meetings.inviting import INVITED, invite_everybody
from meetings.models import Meeting, WriteUp
from meetings.telling import TOLD, tell_people
from members.models import Membership, Preferences
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MembershipFactory,
    ReplyFactory,
    WriteUpFactory,
)

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=40)


def to() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def addresses(*members: Membership) -> list[str]:
    return sorted(member.person.email for member in members)


def test_everybody_who_takes_part_gets_one_letter(coordinator: Membership) -> None:
    meeting = MeetingFactory(collaborative=coordinator.collaborative, title="Soup & talk")
    AgendaItemFactory(meeting=meeting, title="Late buses")
    own = {"collaborative": coordinator.collaborative}
    new = MembershipFactory(**own, state="welcomed", digest_upto=timezone.now() - LONG_AGO)
    for state in ("resting", "introduced"):
        MembershipFactory(**own, state=state)
    MembershipFactory(**own, state="left", left_on=timezone.localdate())
    MembershipFactory(**own, person__email=None)
    MembershipFactory()
    ReplyFactory(meeting=meeting, member=MembershipFactory(**own), answer="no")
    member = Membership.objects.exclude(pk=coordinator.pk).order_by("pk").first()
    assert member is not None

    assert invite_everybody(meeting=meeting, by=coordinator)
    assert not invite_everybody(meeting=meeting, by=coordinator)
    MembershipFactory(**own, state="welcomed", digest_upto=timezone.now() + timedelta(seconds=9))
    tick()
    tick()

    invited = [m for m in mail.outbox if m.subject.startswith("Will you come?")]
    assert sorted(m.to[0] for m in invited) == addresses(coordinator, member, new)
    words = {m.to[0]: m.body for m in invited}
    assert "Late buses" in words[member.person.email]
    assert "Late buses" not in words[new.person.email]
    assert "nothing you have to bring" in words[new.person.email]
    assert all(meeting.get_absolute_url() in body for body in words.values())


@pytest.mark.parametrize(
    "change",
    [
        lambda meeting: Meeting.objects.update(state="called_off"),
        lambda meeting: Membership.objects.update(state="resting"),
        lambda meeting: [
            ReplyFactory(meeting=meeting, member=card) for card in Membership.objects.all()
        ],
    ],
    ids=["called off", "rest", "answered"],
)
def test_an_invitation_no_longer_true_is_withdrawn(coordinator: Membership, change: Any) -> None:
    meeting = MeetingFactory(
        collaborative=coordinator.collaborative, starts_at=timezone.now() + timedelta(days=9)
    )
    invite_everybody(meeting=meeting, by=coordinator)
    change(meeting)
    tick()
    states = set(Letter.objects.filter(kind=INVITED).values_list("state", flat=True))
    assert (states, mail.outbox) == ({"withdrawn"}, [])


@pytest.mark.parametrize("state", [{"draft": True}, {"state": "called_off"}, {"past": True}])
def test_nobody_is_invited_to_what_will_not_be(coordinator: Membership, state: Any) -> None:
    meeting = MeetingFactory(collaborative=coordinator.collaborative, **state)
    with pytest.raises(RepliesClosed):
        invite_everybody(meeting=meeting, by=coordinator)
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_pressed_by_eight_at_once_it_is_one_invitation(coordinator: Membership) -> None:
    meeting = MeetingFactory(collaborative=coordinator.collaborative)
    start = Barrier(8)

    def press(_: int) -> bool:
        try:
            start.wait(timeout=20)
            return invite_everybody(meeting=meeting, by=coordinator)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(press, range(8))) == 1
    assert AuditEntry.objects.filter(verb="meeting.invite").count() == 1
    assert Letter.objects.filter(kind=INVITED).count() == 2


def test_what_came_of_it_takes_the_place_of_the_monthly_letter(coordinator: Membership) -> None:
    place = coordinator.collaborative
    earlier = {"collaborative": place, "digest_upto": timezone.now() - timedelta(days=20)}
    told = MembershipFactory(**earlier)
    wants_none = MembershipFactory(**earlier)
    Preferences.objects.create(person=wants_none.person, digest=False)
    MembershipFactory(**earlier | {"state": "resting"})
    MembershipFactory(**earlier | {"state": "welcomed"})
    has_read = MembershipFactory(collaborative=place)
    write_up = WriteUpFactory(
        meeting__collaborative=place,
        meeting__past=True,
        body="We laughed.",
        published_at=timezone.now() - timedelta(hours=1),
    )
    Membership.objects.filter(pk__in=[has_read.pk, coordinator.pk]).update(
        digest_upto=timezone.now()
    )
    Membership.objects.filter(collaborative=place).exclude(
        pk__in=[told.pk, wants_none.pk, has_read.pk]
    ).filter(state="active").update(digest_upto=timezone.now())

    assert tell_people(meeting=write_up.meeting, by=coordinator)
    assert not tell_people(meeting=write_up.meeting, by=coordinator)
    tick()
    tick()

    assert to() == addresses(told)
    assert "We laughed." in mail.outbox[0].body
    told.refresh_from_db()
    assert told.digest_upto > write_up.published_at
    assert Letter.objects.filter(kind=TOLD).count() == 1


def test_what_is_not_published_is_not_told(coordinator: Membership) -> None:
    draft = WriteUpFactory(
        meeting__collaborative=coordinator.collaborative,
        meeting__past=True,
        state=WriteUp.State.DRAFT,
        published_at=None,
    )
    with pytest.raises(NotYet):
        tell_people(meeting=draft.meeting, by=coordinator)
    draft.meeting.refresh_from_db()
    assert draft.meeting.told_at is None


@pytest.mark.parametrize(
    ("made", "change"),
    [({"draft": True}, "invited_at"), ({}, "told_at")],
    ids=["invited to a draft", "told before it begins"],
)
def test_the_database_refuses_what_cannot_be(made: Any, change: str) -> None:
    meeting = MeetingFactory(**made)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**{change: timezone.now()})
