"""A coordinator's month, from the first date to the last letter: how many clicks is that?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from collaborative.models import Letter
from collaborative.tasks import tick
from meetings.models import Meeting
from members import lanyards
from members.models import Hat, JoinRequest, Membership
from tests.clicking import Clicks
from tests.factories import (
    HatFactory,
    JoinRequestFactory,
    MeetingFactory,
    MembershipFactory,
    ReplyFactory,
)
from tests.figures import Figure

pytestmark = pytest.mark.django_db

MOST = 25
Day = Callable[[float], time_machine.travel]


def test_a_whole_month(
    client: Client, coordinator: Membership, listeners: list[Membership], figure: Figure
) -> None:
    """Through the front door, with no script. Each day begins on the page "Looking after"."""
    place = coordinator.collaborative
    meeting = MeetingFactory(
        collaborative=place,
        title="Breakfast together",
        starts_at=timezone.now() + timedelta(days=14),
    )
    MembershipFactory.create_batch(
        5, collaborative=place, digest_upto=timezone.now() - timedelta(days=20)
    )
    helper = HatFactory(member__collaborative=place, kind=Hat.Kind.SCRIBE).member
    asking = JoinRequestFactory(collaborative=place)
    by_post = MembershipFactory(collaborative=place, person__email=None)
    lanyards.route(by_post.person, "post", "9 Dock Lane", for_lists=True)
    home = f"/{place.slug}/look-after/"
    clicks = Clicks(client)
    start = timezone.now()

    def on_day(days: float) -> time_machine.travel:
        return time_machine.travel(start + timedelta(days=days))

    with on_day(0):
        client.force_login(coordinator.person)
        clicks.open(home)
        clicks.press("Invite everybody")
        tick()
        assert Letter.objects.filter(kind="invitation to a meeting").count() >= 8
        clicks.follow("Set the agenda")
        clicks.press("Put it forward", title="Late buses", minutes="20")
        clicks.press("Put it on")
    with on_day(3):
        client.force_login(coordinator.person)
        clicks.open(home)
        assert "One person would like to join" in clicks.words
        clicks.follow("See who asks to join")
        clicks.press("I will say hello")
        clicks.press("Send them an invitation")
        assert not JoinRequest.objects.filter(pk=asking.pk).exists()
    with on_day(5):
        client.force_login(coordinator.person)
        clicks.open(home)
        clicks.follow("See all, or ask somebody")
        clicks.press("Send the letter", who=helper.key, kind="facilitator")
        clicks.open(home)
        clicks.follow("Who, and how to reach them")
        clicks.follow("By post")
        assert "9 Dock Lane" in clicks.words
    with on_day(14.2):
        client.force_login(coordinator.person)
        ReplyFactory(meeting=meeting, member=helper)
        clicks.open(home)
        clicks.follow("Count heads")
        clicks.press("Keep the number", came="9")
    with on_day(15):
        client.force_login(coordinator.person)
        clicks.open(home)
        clicks.follow("Write it up")
        clicks.press("Publish", body="We sat, and we talked of late buses.")
    with on_day(16):
        client.force_login(coordinator.person)
        mail.outbox.clear()
        clicks.open(home)
        clicks.press("Tell everybody")
        tick()
        told = [message for message in mail.outbox if "late buses" in message.body]
        assert len(told) >= 5
        assert "No meeting stands in the calendar" in clicks.words
    with on_day(20):
        client.force_login(coordinator.person)
        clicks.open(home)
        later = start + timedelta(days=30)
        clicks.press("Give it", who=helper.key, until=f"{later:%Y-%m-%d}")
        assert "It asks for a yes" in clicks.words

    meeting = Meeting.objects.get(pk=meeting.pk)
    assert None not in (meeting.invited_at, meeting.told_at, meeting.came)
    figure("a coordinator's whole month: clicks", len(clicks.made))
    assert len(clicks.made) <= MOST
