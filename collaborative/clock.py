"""Days and times in plain words: "Thursday 12 July", "9 to 11 in the morning", "in nine days".

Nothing here changes a zone: a meeting hands over its own ``local_start``.
``on_the_wall`` is for moments that carry no place, such as when a letter went.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from members.models import Collaborative

WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
LEAF_MONTHS = [
    "Jan",
    "Feb",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
]

NOON, MIDNIGHT = time(12), time(0)
PARTS_OF_THE_DAY = [  # until this hour
    (4, "at night"),
    (12, "in the morning"),
    (17, "in the afternoon"),
    (22, "in the evening"),
    (24, "at night"),
]


def on_the_wall(moment: datetime, collaborative: Collaborative) -> datetime:
    """The moment as the clock on the wall of that collaborative shows it."""
    return moment.astimezone(collaborative.zone)


def number_word(number: int) -> str:
    """Up to twelve in words, as plain English does: "no", "one" … "twelve", "13", "1,200"."""
    return WORDS[number] if 0 <= number < len(WORDS) else f"{number:,}"


def listed(names: Iterable[object], last: str = "and") -> str:
    """ "Abi", "Abi and Len", "Abi, Len and Vera"."""
    words = [str(name) for name in names]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def today_for(day: date) -> date:
    """Today, by the clock that ``day`` itself keeps."""
    zone = day.tzinfo if isinstance(day, datetime) else None
    return timezone.localdate(timezone=zone)


def plain_date(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


def say_day(day: date) -> str:
    """ "Thursday 12 July"; with the year unless it is this year."""
    return f"{WEEKDAYS[day.weekday()]} {say_date(day)}"


def say_date(day: date) -> str:
    """ "12 July"; with the year unless it is this year."""
    year = "" if day.year == today_for(day).year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def leaf_month(day: date) -> str:
    """The month as it fits on a calendar leaf: "Sept"; "Nov 2011" unless it is this year."""
    year = "" if day.year == today_for(day).year else f" {day.year}"
    return f"{LEAF_MONTHS[day.month - 1]}{year}"


def say_clock(at: time) -> str:
    """As on a programme: "9.00", "1.30"; the part of the day stands elsewhere."""
    return f"{at.hour % 12 or 12}.{at.minute:02}"


def say_time(at: time) -> str:
    """As people say it: "9", "half past 5", "11.15", "noon"."""
    at = at.replace(second=0, microsecond=0, tzinfo=None)
    if at in (NOON, MIDNIGHT):
        return "noon" if at == NOON else "midnight"
    if at.minute == 30:
        return f"half past {at.hour % 12 or 12}"
    return say_clock(at) if at.minute else str(at.hour % 12 or 12)


def part_of_the_day(at: time, *, ending: bool = False) -> str:
    """ "in the morning"; nothing for noon and midnight, which say it themselves.

    What ends on the stroke of five ends in the afternoon.
    """
    if at.replace(second=0, microsecond=0, tzinfo=None) in (NOON, MIDNIGHT):
        return ""
    hour = at.hour - 1 if ending and not at.minute else at.hour
    return next(part for until, part in PARTS_OF_THE_DAY if hour < until)


def say_moment(at: time) -> str:
    """One time on its own: "half past 5 in the evening"."""
    return f"{say_time(at)} {part_of_the_day(at)}".strip()


def say_hours(start: datetime, end: datetime) -> str:
    """From when to when, with the part of the day said once where once is enough.

    "9 to 11 in the morning", "11.15 in the morning to 1 in the afternoon",
    "9 in the morning to 4 in the afternoon on Friday 20 July".
    """
    first, last = start.time(), end.time()
    before = part_of_the_day(first)
    after = part_of_the_day(last, ending=True)
    another_day = start.date() != end.date() and last != MIDNIGHT
    if another_day:
        after = f"{after} on {say_day(end)}".strip()
    if before == after or not after:
        words = (
            f"{say_time(first)} to {say_time(last)} {after}"
            if after
            else f"{say_moment(first)} to {say_time(last)}"
        )
    else:
        words = f"{say_moment(first)} to {say_time(last)} {after}"
    return words.strip()


def say_until(day: date) -> str:
    """How far off a day is: "today", "tomorrow", "in nine days", "about two months ago"."""
    days = (plain_date(day) - today_for(day)).days
    if days in (-1, 0, 1):
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    far = abs(days)
    if far <= 20:
        words = f"{number_word(far)} days"
    elif far <= 62:
        words = f"about {number_word(round(far / 7))} weeks"
    elif far <= 700:
        words = f"about {number_word(round(far / 30.4))} months"
    else:
        words = f"about {number_word(round(far / 365.25))} years"
    return f"in {words}" if days > 0 else f"{words} ago"
