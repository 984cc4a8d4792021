"""Meetings of before from a list or a calendar: looked at line by line, then kept once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from icalendar import Calendar, Event

from collaborative.tasks import tick
from meetings.models import Meeting
from meetings.past import Line, read
from members.models import Membership
from tests.conftest import as_
from tests.factories import MeetingFactory
from tests.meetings.helpers import address

LONDON = ZoneInfo("Europe/London")
LIST = """Date,Meeting,Start,End,Venue,People,Type
2025-03-13,Breakfast in March,09:00,11:00,The corner café,23,breakfast
10/04/2025,"Breakfast, with eggs",9.30,11am,The corner café,,
Thursday 8 May 2025,Walk,2pm,,,7,social
2025-13-01,No such month,09:00,11:00,,,
2025-03-30,In the gap,01:30,03:00,,,
2025-06-12,Backwards,11:00,09:00,,,
2025-06-12,,09:00,11:00,,,
2025-07-10,Many,09:00,11:00,,lots,
2099-01-01,To come,09:00,11:00,,,
2025-08-14,Words,nine,11:00,,,
"""
LEFT_OUT = {
    5: "no day we can read",
    6: "The clocks went forward",
    7: "ends before it starts",
    8: "no title",
    9: "no number of people",
    10: "still to come",
    11: "no time we can read",
}


def told(line: Line) -> tuple[str, str, int | None, str] | None:
    past = line.past
    return past and (past.title, f"{past.starts_at:%d %b %H:%M %Z}", past.came, past.kind)


def test_each_line_of_a_list_says_what_it_is_or_why_not() -> None:
    lines = {line.number: line for line in read(LIST, LONDON)}
    assert [told(lines[number]) for number in (2, 3, 4)] == [
        ("Breakfast in March", "13 Mar 09:00 UTC", 23, "breakfast"),
        ("Breakfast, with eggs", "10 Apr 08:30 UTC", None, "other"),
        ("Walk", "08 May 13:00 UTC", 7, "social"),
    ]
    assert lines[4].past.ends_at - lines[4].past.starts_at == timedelta(hours=2)  # type: ignore[union-attr]
    for number, said in LEFT_OUT.items():
        assert said in lines[number].problem


def test_a_calendar_of_another_program_means_the_same_instants() -> None:
    calendar = Calendar()
    begins = [
        datetime(2025, 3, 13, 9, tzinfo=LONDON),
        datetime(2025, 7, 10, 9, tzinfo=LONDON),
        datetime(2025, 8, 14, 9, tzinfo=UTC),
    ]
    for begin in begins:
        event = Event()
        event.add("summary", "Breakfast; with eggs, and a very long title " + "that goes on " * 4)
        event.add("location", "The corner café, Dock Lane")
        event.add("dtstart", begin)
        event.add("dtend", begin + timedelta(hours=2))
        calendar.add_component(event)
    lines = read(calendar.to_ical().decode(), ZoneInfo("America/New_York"))
    assert [line.past.starts_at for line in lines if line.past] == begins
    assert {line.past.place for line in lines if line.past} == {"The corner café, Dock Lane"}
    assert "Breakfast; with eggs, and" in lines[0].past.title  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("RRULE:FREQ=MONTHLY", "comes round by a rule"),
        ("STATUS:CANCELLED", "called off"),
        ("DTSTART;VALUE=DATE:20250313", "no hours"),
        ("DTSTART:20250230T090000", "no such day"),
        ("DTSTART;TZID=Nowhere/Else:20250313T090000", ""),
    ],
)
def test_what_a_calendar_says_and_we_do_not_take(line: str, why: str) -> None:
    event = f"BEGIN:VEVENT\nSUMMARY:Soup\n{line}\nDTSTART:20250313T090000Z\nEND:VEVENT"
    (found,) = read(event, LONDON)
    assert why in found.problem
    assert bool(found.past) == (why == "")


@pytest.mark.parametrize("text", ["nonsense", "a,b,c\n1,2,3", '"', "BEGIN:VEVENT", ";;;\n;;;"])
def test_what_is_neither_says_so_and_breaks_nothing(text: str) -> None:
    assert not any(line.past for line in read(text, LONDON))


@pytest.mark.django_db
class TestThePage:
    def test_looked_at_then_kept_once_and_nobody_is_written_to(
        self, client: Client, coordinator: Membership, member: Membership
    ) -> None:
        place = coordinator.collaborative
        there = datetime(2025, 3, 13, 9, tzinfo=LONDON)
        MeetingFactory(collaborative=place, title="breakfast in march", starts_at=there)
        MeetingFactory(title="Walk", starts_at=datetime(2025, 5, 8, 14, tzinfo=LONDON))
        url = address("past", coordinator)
        upload = SimpleUploadedFile("ours.csv", LIST.encode("cp1252"))
        shown = as_(client, coordinator).post(url, {"file": upload, "do": "look"}).text
        for words in ("Two would be new", "There already", "Left out", "corner café", "10 April"):
            assert words in shown
        assert Meeting.objects.filter(collaborative=place).count() == 1
        for _ in range(2):
            client.post(url, {"lines": LIST, "do": "keep"})
        rows = Meeting.objects.filter(collaborative=place).order_by("starts_at")
        assert list(rows.values_list("title", "came", "venue__name")[1:]) == [
            ("Breakfast, with eggs", None, "The corner café"),
            ("Walk", 7, None),
        ]
        tick()
        assert mail.outbox == []
        assert "Walk" in as_(client, member).get(address("meetings", member)).text
        assert as_(client, member).get(url).status_code == 404

    def test_a_title_that_names_a_job_is_asked_about(
        self, client: Client, coordinator: Membership
    ) -> None:
        lines = "day,title,from\n2025-03-13,With Sarah the ward manager,09:00"
        url = address("past", coordinator)
        asked = as_(client, coordinator).post(url, {"lines": lines, "do": "keep"}).text
        assert "here we use names only" in asked
        plain = client.post(url, {"lines": lines, "without": "on", "told": "x"}).text
        assert not Meeting.objects.exists()
        assert "ward manager" not in plain
        mark = asked.partition('name="told" value="')[2].partition('"')[0]
        client.post(url, {"lines": lines, "told": mark})
        assert Meeting.objects.count() == 1

    def test_a_megabyte_and_no_text_are_said_at_the_field(
        self, client: Client, coordinator: Membership
    ) -> None:
        url = address("past", coordinator)
        for content in (b"day,title\n" + b"x" * 2_000_000, b"PK\x00\x01", b""):
            upload = SimpleUploadedFile("x.csv", content)
            assert as_(client, coordinator).post(url, {"file": upload}).status_code == 422
        assert as_(client, coordinator).post(url, {"lines": "x" * 400_000}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_keep_each_meeting_once(coordinator: Membership) -> None:
    start = Barrier(8)

    def press(_: int) -> int:
        try:
            client = as_(Client(), coordinator)
            start.wait(timeout=20)
            sent = {"lines": LIST, "do": "keep"}
            return client.post(address("past", coordinator), sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(press, range(8))) <= {200, 302}
    assert Meeting.objects.count() == 3
