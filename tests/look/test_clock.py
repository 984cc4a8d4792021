"""Days and times as people say them."""

from __future__ import annotations

from datetime import date, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.template import Context, Template

from collaborative import clock

LONDON = ZoneInfo("Europe/London")


def at(hour: int, minute: int = 0, day: int = 12) -> datetime:
    return datetime(2012, 7, day, hour, minute, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def third_of_july_2012():
    with time_machine.travel(datetime(2012, 7, 3, 9, tzinfo=LONDON), tick=False):
        yield


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (at(9), at(11), "9 to 11 in the morning"),
        (at(17, 30), at(19), "half past 5 to 7 in the evening"),
        (at(11, 15), at(13), "11.15 in the morning to 1 in the afternoon"),
        (at(15), at(17), "3 to 5 in the afternoon"),
        (at(17), at(18), "5 to 6 in the evening"),
        (at(10), at(12), "10 in the morning to noon"),
        (at(12), at(14), "noon to 2 in the afternoon"),
        (at(19), at(22), "7 to 10 in the evening"),
        (at(20), at(23), "8 in the evening to 11 at night"),
        (at(20), at(0, day=13), "8 in the evening to midnight"),
        (at(23), at(1, day=13), "11 at night to 1 at night on Friday 13 July"),
        (at(9, day=19), at(16, day=20), "9 in the morning to 4 in the afternoon on Friday 20 July"),
        (at(9, day=19), at(12, day=20), "9 in the morning to noon on Friday 20 July"),
    ],
)
def test_hours(start: datetime, end: datetime, words: str) -> None:
    assert clock.say_hours(start, end) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2012, 7, 3), "today"),
        (date(2012, 7, 4), "tomorrow"),
        (date(2012, 7, 2), "yesterday"),
        (date(2012, 7, 12), "in nine days"),
        (date(2012, 7, 16), "in 13 days"),
        (date(2012, 8, 9), "in about five weeks"),
        (date(2012, 6, 14), "19 days ago"),
        (date(2011, 7, 19), "about twelve months ago"),
        (date(2014, 7, 3), "in about two years"),
    ],
)
def test_how_far_off(day: date, words: str) -> None:
    assert clock.say_until(day) == words


def test_the_year_is_said_unless_it_is_this_one() -> None:
    days = [date(2012, 7, 12), date(2011, 11, 10)]

    assert [clock.say_day(day) for day in days] == ["Thursday 12 July", "Thursday 10 November 2011"]
    assert [clock.say_date(day) for day in days] == ["12 July", "10 November 2011"]
    assert [clock.leaf_month(day) for day in days] == ["July", "Nov 2011"]


def test_a_meeting_keeps_the_clock_of_its_room_whatever_the_server_keeps() -> None:
    """Just after midnight in the room it is still the day before in UTC."""
    start = datetime(2012, 7, 12, 0, 30, tzinfo=LONDON)
    words = Template("{{ start|day }}, {{ start|clock }}, {{ start|stamp }}")

    said = words.render(Context({"start": start}))

    assert said == "Thursday 12 July, 12.30, 2012-07-12T00:30+01:00"


def test_today_is_the_day_in_the_room() -> None:
    auckland = ZoneInfo("Pacific/Auckland")
    with time_machine.travel(datetime(2012, 7, 3, 20, tzinfo=ZoneInfo("UTC"))):
        assert clock.say_until(datetime(2012, 7, 4, 19, tzinfo=auckland)) == "today"


def test_wall_turns_a_moment_to_the_clock_of_the_collaborative() -> None:
    words = Template("{{ sent|wall:place|clock }} {{ never|wall:place|day }}")
    moment = datetime(2012, 7, 12, 8, 5, tzinfo=ZoneInfo("UTC"))

    said = words.render(
        Context({"sent": moment, "never": None, "place": SimpleNamespace(zone=LONDON)})
    )

    assert said == "9.05 "


def test_numbers_are_words_up_to_twelve() -> None:
    words = [clock.number_word(number) for number in (0, 1, 12, 13, 1200)]

    assert words == ["no", "one", "twelve", "13", "1,200"]


def test_names_in_a_row() -> None:
    rows = [[], ["Abi"], ["Abi", "Len"], ["Abi", "Len", "Vera"]]

    assert [clock.listed(row, "or") for row in rows] == [
        "",
        "Abi",
        "Abi or Len",
        "Abi, Len or Vera",
    ]


def test_both_ways_to_say_hours_agree() -> None:
    meeting = SimpleNamespace(local_start=at(9), local_end=at(11))
    words = Template("{{ meeting|hours }}|{% hours meeting.local_start meeting.local_end %}")

    assert words.render(Context({"meeting": meeting})) == "|".join(["9 to 11 in the morning"] * 2)


@pytest.mark.parametrize("missing", ["", None])
def test_what_is_missing_is_said_with_nothing(missing: object) -> None:
    filters = ["day", "short_day", "weekday", "leaf_month", "until", "clock", "moment", "stamp"]
    words = Template("".join(f"{{{{ missing|{name} }}}}" for name in [*filters, "hours"]))

    assert words.render(Context({"missing": missing})) == ""


def test_one_time_on_its_own() -> None:
    times = [time(17, 30), time(12), time(0), time(6, 45)]

    assert [clock.say_moment(each) for each in times] == [
        "half past 5 in the evening",
        "noon",
        "midnight",
        "6.45 in the morning",
    ]
