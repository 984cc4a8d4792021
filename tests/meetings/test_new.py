"""A new meeting: local time, nights when the clocks change, and forms sent twice."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from collaborative.models import AuditEntry
from collaborative.text import MOST_WORDS
from meetings.dates import moment
from meetings.errors import NoSuchTime
from meetings.models import Meeting, Venue
from members.models import Hat, Membership
from tests.conftest import as_
from tests.factories import MeetingFactory, VenueFactory
from tests.meetings.helpers import address, get, on_the_wall

pytestmark = pytest.mark.django_db


def form(**words: Any) -> dict[str, Any]:
    return {
        "title": "Breakfast",
        "day": "2027-07-08",
        "starts": "09:00",
        "ends": "11:00",
        "venue": "",
        "new_place": "",
        "kind": "breakfast",
        "purpose": "",
        "can_change": "",
        "key": "bcdfghjkmn",
        **words,
    }


def add(client: Client, me: Membership, **words: Any) -> Any:
    with time_machine.travel("2026-11-25 12:00 +0000", tick=False):
        return as_(client, me).post(address("new", me), form(**words))


@pytest.fixture
def me(coordinator: Membership) -> Membership:
    """The coordinator, whose helping lasts over the time that these tests travel to."""
    Hat.objects.update(since=date(2026, 1, 1), until=None)
    return coordinator


def test_added_and_seen_at_once(client: Client, me: Membership, member: Membership) -> None:
    added = add(client, me, new_place="The library", can_change="Everything but the date.")

    meeting = Meeting.objects.get()
    assert (added.status_code, added.url) == (302, meeting.get_absolute_url())
    assert meeting.starts_at == datetime(2027, 7, 8, 8, 0, tzinfo=UTC)  # nine on a summer clock
    assert meeting.ends_at == datetime(2027, 7, 8, 10, 0, tzinfo=UTC)
    assert (meeting.state, meeting.venue.name) == ("published", "The library")
    assert "Everything but the date." in get(client, member, "meeting", meeting).text
    assert AuditEntry.objects.filter(verb="meeting.add").count() == 1


def test_more_is_open_where_something_is_wrong_in_it(client: Client, me: Membership) -> None:
    answer = add(client, me, can_change="x" * (MOST_WORDS + 1))

    assert answer.status_code == 422
    assert "<details open>" in answer.text


@pytest.mark.parametrize(
    ("zone", "hour"), [("Europe/London", 9), ("Pacific/Auckland", 21), ("America/St_Johns", 12)]
)
def test_nine_is_nine_where_they_live(client: Client, me: Membership, zone: str, hour: int) -> None:
    me.collaborative.time_zone = zone
    me.collaborative.save()

    add(client, me, day="2027-02-11")

    meeting = Meeting.objects.get()
    assert meeting.time_zone == zone
    assert meeting.local_start.strftime("%Y-%m-%d %H:%M") == "2027-02-11 09:00"
    assert meeting.starts_at.astimezone(UTC).hour in (hour, hour - 1)


def test_a_time_the_clocks_jump_over_is_refused_at_its_field(
    client: Client, me: Membership
) -> None:
    refused = add(client, me, day="2027-03-28", starts="01:30", ends="03:00")

    assert refused.status_code == 422
    assert "The clocks go forward that night" in refused.text
    assert 'id="id_starts_error"' in refused.text
    assert 'value="01:30"' in refused.text
    assert not Meeting.objects.exists()


def test_of_two_equal_times_in_autumn_the_first_is_meant(client: Client, me: Membership) -> None:
    add(client, me, day="2027-10-31", starts="01:30", ends="03:00")

    meeting = Meeting.objects.get()
    assert meeting.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert meeting.ends_at == datetime(2027, 10, 31, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"title": " \u200b "}, "title", "Please fill this in."),
        ({"title": "x" * 121}, "title", "Please make this shorter: 120 letters at most."),
        ({"day": "2027-06-31"}, "day", "We could not read this day."),
        ({"day": "2207-06-30"}, "day", "Is 2207 the right year?"),
        ({"day": "0001-01-01"}, "day", "Is 1 the right year?"),
        ({"starts": "25:00"}, "starts", "We could not read this time."),
        ({"ends": "08:59"}, "ends", "This is not after the time it starts."),
        ({"ends": "09:00"}, "ends", "This is not after the time it starts."),
        ({"kind": "coup"}, "kind", "Please choose one of these."),
        ({"venue": "999999"}, "venue", "choose"),
    ],
)
def test_wrong_is_said_at_the_field_and_the_rest_is_kept(
    client: Client, me: Membership, wrong: dict[str, str], field: str, says: str
) -> None:
    refused = add(client, me, purpose="So that we meet.", **wrong)

    problem = re.search(rf'id="id_{field}_error">([^<]*)<', refused.text)
    assert refused.status_code == 422
    assert problem is not None
    assert says in problem[1]
    assert "So that we meet.</textarea>" in refused.text
    assert "To look at" in refused.text
    assert not Meeting.objects.exists()


def test_another_collaboratives_place_is_no_choice(client: Client, me: Membership) -> None:
    theirs = VenueFactory(name="Their hall")

    assert add(client, me, venue=theirs.pk).status_code == 422
    assert "Their hall" not in get(client, me, "new").text


def test_a_place_we_know_is_not_made_twice(client: Client, me: Membership) -> None:
    hall = VenueFactory(collaborative=me.collaborative, name="The Hall")

    add(client, me, new_place="  the   hall ")

    assert Meeting.objects.get().venue == hall
    assert Venue.objects.count() == 1


def test_the_same_form_twice_is_one_meeting(client: Client, me: Membership) -> None:
    first = add(client, me, new_place="The library")
    second = add(client, me, new_place="The library")

    assert first.url == second.url
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("key", ["new", "next", "BCDFGHJKMN", "bcdfghjkmn0", ""])
def test_a_key_of_ones_own_making_is_refused(client: Client, me: Membership, key: str) -> None:
    assert add(client, me, key=key).status_code == 422


def test_a_key_that_is_taken_elsewhere_takes_nothing_away(client: Client, me: Membership) -> None:
    theirs = MeetingFactory(key="bcdfghjkmn")

    added = add(client, me)

    assert added.status_code == 302
    assert Meeting.objects.exclude(pk=theirs.pk).get().collaborative == me.collaborative


def test_it_begins_as_the_last_one_was(client: Client, me: Membership) -> None:
    last = MeetingFactory(
        collaborative=me.collaborative, **on_the_wall(-3, "18:30", "20:00"), kind="social"
    )

    shown = get(client, me, "new").text

    assert 'value="18:30"' in shown
    assert 'value="20:00"' in shown
    assert f'<option value="{last.venue_id}" selected>' in shown
    assert '<option value="social" selected>' in shown


def test_who_may_add(client: Client, member: Membership, facilitator: Membership) -> None:
    for someone in (member, facilitator):
        assert get(client, someone, "new").status_code == 404
        assert as_(client, someone).post(address("new", someone), form()).status_code == 404
    assert not Meeting.objects.exists()


def test_moments() -> None:
    london = ZoneInfo("Europe/London")
    apia = ZoneInfo("Pacific/Apia")

    assert moment(date(2026, 7, 9), time(9), london) == datetime(2026, 7, 9, 8, tzinfo=UTC)
    for day, at, zone in (
        (date(2026, 3, 29), time(1, 0), london),
        (date(2026, 3, 29), time(1, 59), london),
        (date(2011, 12, 30), time(9), apia),  # a day that never was
    ):
        with pytest.raises(NoSuchTime):
            moment(day, at, zone)
    assert moment(date(2026, 3, 29), time(2), london) == datetime(2026, 3, 29, 1, tzinfo=UTC)
