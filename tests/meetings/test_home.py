"""Home is the next meeting: date, place, my answer, and what is new."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings.models import AgendaItem
from members.models import Membership
from tests.conftest import as_
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MembershipFactory,
    ReplyFactory,
    RoadmapItemFactory,
    WriteUpFactory,
)
from tests.meetings.helpers import on_the_wall


def home(client: Client, me: Membership) -> Any:
    return as_(client, me).get(reverse("home", kwargs={"collaborative": me.collaborative.slug}))


def test_the_next_meeting_stands_first(client: Client, member: Membership) -> None:
    next_one = MeetingFactory(
        collaborative=member.collaborative, **on_the_wall(9, "09:00", "11:00"), title="At the door"
    )
    MeetingFactory(collaborative=member.collaborative, **on_the_wall(40, "09:00", "11:00"))

    shown = home(client, member).text

    assert "Our next meeting, in nine days" in shown
    assert "9 to 11 in the morning" in shown
    assert f"{next_one.venue.name}, 3 Dock Lane" in shown
    assert "At the door" in shown
    assert shown.index("Our next meeting") < shown.index("Will you come?")


def test_what_we_will_do_stands_by_the_clock(client: Client, member: Membership) -> None:
    meeting = MeetingFactory(collaborative=member.collaborative, **on_the_wall(9, "09:00", "11:00"))
    for order, (minutes, title) in enumerate([(20, "Hello"), (15, "Stuck things"), (5, "Home")]):
        AgendaItemFactory(meeting=meeting, order=order, minutes=minutes, title=title)
    AgendaItemFactory(meeting=meeting, title="A secret title", held=True)
    AgendaItemFactory(meeting=meeting, title="A cornet", state=AgendaItem.State.OFFERED)

    shown = home(client, member).text

    run = ["9.00", "Hello", "9.20", "Stuck things", "9.35", ">Home<", "A cornet"]
    assert sorted(run, key=shown.index) == run
    assert "A secret title" not in shown


def test_called_off_is_said_and_the_one_after_stands_there(
    client: Client, member: Membership
) -> None:
    here = {"collaborative": member.collaborative}
    MeetingFactory(
        **here, **on_the_wall(3, "09:00", "11:00"), state="called_off", called_off_because="Snow."
    )
    MeetingFactory(**here, **on_the_wall(9, "09:00", "11:00"))

    shown = home(client, member).text

    assert "Called off: Breakfast on" in shown
    assert "Snow." in shown
    assert "Our next meeting, in nine days" in shown


def test_a_meeting_goes_on_being_next_while_people_sit_in_it(
    client: Client, member: Membership
) -> None:
    now = timezone.now()
    MeetingFactory(
        collaborative=member.collaborative,
        starts_at=now - timedelta(minutes=30),
        ends_at=now + timedelta(hours=1),
    )

    assert "We are meeting now" in home(client, member).text


def test_new_is_what_was_written_up_since_the_last_meeting(
    client: Client, member: Membership
) -> None:
    here = {"collaborative": member.collaborative}
    now = timezone.now()
    before = MeetingFactory(**here, **on_the_wall(-40, "09:00", "11:00"), title="Long ago")
    last = MeetingFactory(**here, **on_the_wall(-9, "09:00", "11:00"), title="Every second panel")
    WriteUpFactory(meeting=before, published_at=now - timedelta(days=38))
    WriteUpFactory(meeting=last, body="Two panels tried it. One laughed.\n\nMore below.")

    shown = home(client, member).text

    assert "New since the last meeting" in shown
    assert "Every second panel" in shown
    assert "Two panels tried it. One laughed." in shown
    assert "More below" not in shown
    assert "Long ago" not in shown


def test_before_the_first_meeting_new_is_what_the_last_weeks_brought(
    client: Client, member: Membership
) -> None:
    here = {"collaborative": member.collaborative, "added_on": timezone.localdate()}
    RoadmapItemFactory(**here, title="A bench at the bus stop")

    shown = home(client, member).text

    assert "A bench at the bus stop" in shown
    assert "New in these weeks" in shown
    assert "the last meeting" not in shown


def test_a_draft_is_no_news(client: Client, facilitator: Membership) -> None:
    WriteUpFactory(
        meeting__collaborative=facilitator.collaborative,
        meeting__title="Unfinished",
        state="draft",
        published_at=None,
    )

    assert "Unfinished" not in home(client, facilitator).text


def test_nothing_planned_says_what_to_do_next(
    client: Client, member: Membership, coordinator: Membership
) -> None:
    MeetingFactory(collaborative=member.collaborative, draft=True, title="Only an idea")
    slug = member.collaborative.slug

    for_a_member = home(client, member).text
    for_the_coordinator = home(client, coordinator).text

    assert "Nothing is planned yet" in for_a_member
    assert "See who is here" in for_a_member
    assert f"/{slug}/meetings/new/" not in for_a_member
    assert f"/{slug}/meetings/new/" in for_the_coordinator
    assert "Only an idea" not in for_the_coordinator


def test_another_collaboratives_meeting_is_not_ours(client: Client, member: Membership) -> None:
    both = MembershipFactory(person=member.person)
    MeetingFactory(collaborative=both.collaborative, title="Theirs")
    theirs = ReplyFactory(meeting__collaborative=both.collaborative, member=both)

    shown = home(client, member).text

    assert "Nothing is planned yet" in shown
    assert theirs.meeting.title not in shown
