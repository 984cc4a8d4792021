"""Meetings in people's own calendars: the same instants, neutral words, one private link."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import icalendar
import pytest
import vobject
from django.test import Client
from django.utils import timezone

from meetings import feeds
from meetings.calendar import cancellation, feed_of, folded, invitation
from meetings.models import CalendarFeed, Meeting
from members import actions
from members.models import Membership
from tests.conftest import as_
from tests.factories import (
    MeetingFactory,
    MeetingSeriesFactory,
    MembershipFactory,
    ReplyFactory,
    VenueFactory,
)
from tests.meetings.helpers import address, get, queries

pytestmark = pytest.mark.django_db

# Zones with a rule, without one, that turned round, of half an hour, and over the date line.
ZONES = ("Europe/London", "Europe/Dublin", "Africa/Casablanca", "Australia/Lord_Howe", "UTC")
ZONES += ("Asia/Kolkata", "America/St_Johns", "Pacific/Apia", "America/Sao_Paulo")


OUTDATED = {"Africa/Casablanca"}  # its clocks change as is decided; databases differ by year


def by_its_own_clock(words: str) -> str:
    """With a zone of a name that no library knows: it must read what the file says of it."""
    ours = f"Ours-{uuid4().hex}"  # it remembers those it has read
    return re.sub(r"(TZID[=:])[\w/+-]+", rf"\g<1>{ours}", words)


def read_by_icalendar(words: str) -> dict[str, tuple[datetime, datetime]]:
    found = icalendar.Calendar.from_ical(by_its_own_clock(words))
    zones = {str(each["TZID"]): each.to_tz() for each in found.walk("VTIMEZONE")}

    def instant(prop: Any) -> datetime:
        zone = zones.get(str(prop.params.get("TZID", "")), UTC)
        return prop.dt.replace(tzinfo=zone).astimezone(UTC)

    return {
        str(each["UID"]): (instant(each["DTSTART"]), instant(each["DTEND"]))
        for each in found.walk("VEVENT")
    }


def read_by_vobject(words: str) -> dict[str, tuple[datetime, datetime]]:
    """It knows the zone by its name, from a database of its own."""
    return {
        each.uid.value: tuple(at.value.astimezone(UTC) for at in (each.dtstart, each.dtend))
        for each in vobject.readOne(words).vevent_list
    }


@pytest.fixture
def place(member: Membership) -> dict[str, Any]:
    return {"collaborative": member.collaborative}


@pytest.mark.parametrize("zone", ZONES)
def test_two_libraries_read_the_same_instants(zone: str, place: dict[str, Any]) -> None:
    """Once a fortnight for two years, so on both sides of each change of the clocks."""
    begins = datetime(2026, 1, 3, 22, 30, tzinfo=UTC)
    made = [
        MeetingFactory(
            **place, venue=None, time_zone=zone, starts_at=begins + timedelta(days=13 * n, hours=n)
        )
        for n in range(56)
    ]
    words = feed_of(Meeting.objects.order_by("starts_at"), "Meetings")

    want = {f"{m.key}@meetings": (m.starts_at, m.ends_at) for m in made}
    assert read_by_icalendar(words) == want
    assert zone in OUTDATED or read_by_vobject(words) == want


def test_a_calendar_says_nothing_that_others_should_not_read(place: dict[str, Any]) -> None:
    series = MeetingSeriesFactory(**place, calendar_title="Breakfast")
    meeting = MeetingFactory(
        **place,
        series=series,
        title="Living with voices",
        purpose="About our medication",
        venue=VenueFactory(
            **place, name="Rosa’s, by the bridge; back door", address="3 Dock\nLane"
        ),
        online_link="https://meet.example.org/abc",
    )
    ReplyFactory(meeting=meeting, member__chosen_name="Zebedee")

    for words in (invitation(meeting), cancellation(meeting), feed_of([meeting], "Meetings")):
        (event,) = icalendar.Calendar.from_ical(words).walk("VEVENT")
        assert event["SUMMARY"] == "Breakfast"
        assert event["LOCATION"] == "Rosa’s, by the bridge; back door, 3 Dock\nLane"
        assert event["CLASS"] == "PRIVATE"
        for private in ("ATTENDEE", "voices", "medication", "Zebedee"):
            assert private not in words


def test_letters_carry_a_request_then_a_cancel_of_the_same_meeting(place: dict[str, Any]) -> None:
    meeting = MeetingFactory(**place)
    asked = icalendar.Calendar.from_ical(invitation(meeting))
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=meeting.starts_at + timedelta(hours=1))
    meeting.state = Meeting.State.CALLED_OFF
    meeting.save()
    off = icalendar.Calendar.from_ical(cancellation(Meeting.objects.get()))

    (before,), (after,) = asked.walk("VEVENT"), off.walk("VEVENT")
    assert (asked["METHOD"], off["METHOD"]) == ("REQUEST", "CANCEL")
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 2)
    assert after["STATUS"] == "CANCELLED"
    assert str(before["ORGANIZER"]) == "mailto:hello@localhost"


def test_the_count_of_changes_is_the_databases(place: dict[str, Any]) -> None:
    """A copy that was read before cannot turn it back, and words do not count."""
    old = MeetingFactory(**place)
    Meeting.objects.update(ends_at=old.ends_at + timedelta(hours=1))
    old.refresh_from_db(fields=["ends_at"])
    assert old.sequence == 0
    old.purpose = "Soup"
    old.save()
    assert Meeting.objects.get().sequence == 1


@pytest.mark.parametrize("words", ["x" * 200, "ü" * 100, "a" + "😀" * 40, "short"])
def test_long_lines_are_folded_between_letters(words: str) -> None:
    pieces = folded(words).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert "".join(p[1:] if n else p for n, p in enumerate(pieces)) == words


class TestPrivateLink:
    @pytest.fixture
    def path(self, member: Membership) -> str:
        feeds.make_link(member=member, by=member)
        return self.path_of(member)

    def path_of(self, member: Membership) -> str:
        link = feeds.address(CalendarFeed.objects.get(member=member), member.collaborative)
        return link.partition("//")[2].partition("/")[2].join(("/", ""))

    def test_the_page_makes_shows_changes_and_stops_it(
        self, client: Client, member: Membership
    ) -> None:
        here = address("calendar", member)
        as_(client, member).post(here, {"do": "make"})
        first = self.path_of(member)
        assert first in client.get(here).text
        client.post(here, {"do": "make"})
        second = self.path_of(member)
        assert Client().get(first).status_code == 404
        assert Client().get(second).status_code == 200
        client.post(here, {"do": "stop"})
        assert Client().get(second).status_code == 404
        assert second not in client.get(here).text

    def test_it_shows_what_is_announced_here_and_no_cookie_is_set(
        self, client: Client, member: Membership, path: str
    ) -> None:
        here = {"collaborative": member.collaborative}
        shown = MeetingFactory(**here, state=Meeting.State.CALLED_OFF)
        hidden = [MeetingFactory(**here, draft=True), MeetingFactory()]
        hidden.append(MeetingFactory(**here, starts_at=timezone.now() - timedelta(days=400)))

        answer = client.get(path)

        assert f"{shown.key}@meetings" in answer.text
        assert "STATUS:CANCELLED" in answer.text
        assert not [each for each in hidden if each.key in answer.text]
        assert not answer.cookies
        assert answer["Cache-Control"] == "private, no-cache"

    def test_nothing_new_is_304_and_any_change_is_told(
        self, client: Client, member: Membership, path: str
    ) -> None:
        meeting = MeetingFactory(collaborative=member.collaborative)
        gone = MeetingFactory(collaborative=member.collaborative)

        def again(mark: str) -> tuple[int, str]:
            answer = client.get(path, headers={"If-None-Match": mark})
            return answer.status_code, answer["ETag"]

        _, mark = again("")
        assert again(mark) == (304, mark)
        for change in (
            lambda: Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now()),
            lambda: type(meeting.venue).objects.update(address="Next door"),
            lambda: gone.delete(),
            lambda: MeetingFactory(collaborative=member.collaborative),
        ):
            change()
            status, new = again(mark)
            assert (status, new != mark) == (200, True)
            mark = new

    def test_altered_in_any_byte_it_is_nobodys(
        self, client: Client, member: Membership, path: str
    ) -> None:
        head, _, token = path.removesuffix(".ics").rpartition("/")
        for at in range(len(token)):
            other = "b" if token[at] != "b" else "c"
            forged = f"{head}/{token[:at]}{other}{token[at + 1 :]}.ics"
            assert client.get(forged).status_code == 404, at
        elsewhere = MembershipFactory(person=member.person).collaborative.slug
        assert client.get(path.replace(member.collaborative.slug, elsewhere)).status_code == 404

    def test_it_dies_with_the_membership(
        self, client: Client, member: Membership, path: str
    ) -> None:
        Membership.objects.filter(pk=member.pk).update(
            state=Membership.State.RESTING, stepped_back_at=timezone.now()
        )
        assert client.get(path).status_code == 404

    def test_as_many_queries_for_thirty(
        self, client: Client, member: Membership, path: str
    ) -> None:
        MeetingFactory(collaborative=member.collaborative)
        one = queries(lambda: client.get(path))
        MeetingFactory.create_batch(29, collaborative=member.collaborative)
        assert queries(lambda: client.get(path)) == one <= 2


def test_one_meeting_as_a_file(client: Client, member: Membership) -> None:
    meeting = MeetingFactory(collaborative=member.collaborative)
    answer = get(client, member, "ics", meeting)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert read_by_vobject(answer.text) == {
        f"{meeting.key}@meetings": (
            meeting.starts_at.replace(microsecond=0),
            meeting.ends_at.replace(microsecond=0),
        )
    }


def test_keeps_calendar_link(member: Membership) -> None:
    feeds.make_link(member=member, by=member)
    assert CalendarFeed.objects.exists()
    actions.leave(card=member, by=member.person, keeps_name=True)
    assert not CalendarFeed.objects.exists()
