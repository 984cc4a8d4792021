"""How meetings come round: in words for people, as RRULE for calendars, as days for us.

Days are days on the wall of the room. Only when a meeting is made does a day
with its hours become a moment, on that day's own clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

from dateutil.rrule import rrulestr

from collaborative.clock import WEEKDAYS, say_hours

IN_THE_MONTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
IN_WEEKS = {"weekly": 1, "fortnightly": 2}
WHICH = [
    *((word, word.capitalize()) for word in IN_THE_MONTH),
    ("weekly", "Every week"),
    ("fortnightly", "Every other week"),
]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@dataclass(frozen=True)
class Rule:
    """``which`` is a key of ``IN_THE_MONTH`` or ``IN_WEEKS``; ``weekday`` is 0 for Monday."""

    which: str
    weekday: int
    starts: time
    ends: time

    @property
    def rrule(self) -> str:
        day = DAYS[self.weekday]
        if self.which in IN_THE_MONTH:
            return f"FREQ=MONTHLY;BYDAY={IN_THE_MONTH[self.which]}{day}"
        weeks = IN_WEEKS[self.which]
        return f"FREQ=WEEKLY;BYDAY={day}" if weeks == 1 else f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}"

    @property
    def words(self) -> str:
        """The second Thursday of the month, 9 to 11 in the morning"""
        day = WEEKDAYS[self.weekday]
        any_day = date(2026, 1, 1)
        hours = say_hours(
            datetime.combine(any_day, self.starts), datetime.combine(any_day, self.ends)
        )
        rounds = {"weekly": f"every {day}", "fortnightly": f"every other {day}"}
        which = rounds.get(self.which, f"the {self.which} {day} of the month")
        return f"{which}, {hours}"

    def first_on(self, after: date) -> date:
        """The first of its days, on ``after`` or later."""
        return next(days(self.rrule, after))


def days(rrule: str, first_on: date) -> Iterator[date]:
    """Each day of a rule that begins on ``first_on`` or later, without an end."""
    begin = datetime.combine(first_on, time())
    return (each.date() for each in rrulestr(rrule, dtstart=begin))


def next_days(rrule: str, first_on: date, *, after: date, count: int) -> list[date]:
    """The first ``count`` of its days that come after a day."""
    return list(islice((day for day in days(rrule, first_on) if day > after), count))


def falls_on(rrule: str, first_on: date, day: date) -> bool:
    """Whether the day is one of the rule's; every other week has two sides."""
    return next(each for each in days(rrule, first_on) if each >= day) == day
