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

from collaborative.clock import MONTHS, WEEKDAYS, say_hours

IN_THE_MONTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
IN_WEEKS = {"weekly": 1, "fortnightly": 2}
BY_DATE = ("monthly", "yearly")
WHICH = [
    *((word, word.capitalize()) for word in IN_THE_MONTH if word != "fifth"),
    ("fifth", "Fifth, in months that have one"),
    ("weekly", "Every week"),
    ("fortnightly", "Every other week"),
    ("monthly", "Every month on the same date"),
    ("yearly", "Every year on the same date"),
]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
IN_EVERY_MONTH = 28  # so many days each month has


@dataclass(frozen=True)
class Rule:
    """``which`` is one of ``WHICH``; ``weekday`` is 0 for Monday.

    ``day`` and ``month`` count for rules by date. Where a month has no such
    day, its last one stands in: nobody wants to meet in seven months of twelve.
    """

    which: str
    weekday: int
    starts: time
    ends: time
    day: int = 0
    month: int = 0

    @classmethod
    def read(cls, rrule: str, starts: time, ends: time) -> Rule:
        """Back from what ``rrule`` wrote."""
        said = dict(part.split("=") for part in rrule.split(";"))
        day = int(said["BYMONTHDAY"].rpartition(",")[2]) if "BYMONTHDAY" in said else 0
        weekday = DAYS.index(said["BYDAY"][-2:]) if "BYDAY" in said else 0
        if said["FREQ"] == "WEEKLY":
            which = "fortnightly" if said.get("INTERVAL") == "2" else "weekly"
        elif day:
            which = said["FREQ"].lower()
        else:
            number = int(said["BYDAY"][:-2])
            which = next(word for word, each in IN_THE_MONTH.items() if each == number)
        return cls(which, weekday, starts, ends, day, int(said.get("BYMONTH", 0)))

    @property
    def rrule(self) -> str:
        day = DAYS[self.weekday]
        if self.which in IN_THE_MONTH:
            return f"FREQ=MONTHLY;BYDAY={IN_THE_MONTH[self.which]}{day}"
        if self.which in BY_DATE:
            month = f"BYMONTH={self.month};" if self.which == "yearly" else ""
            return f"FREQ={self.which.upper()};{month}{self._by_date}"
        weeks = IN_WEEKS[self.which]
        return f"FREQ=WEEKLY;BYDAY={day}" if weeks == 1 else f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}"

    @property
    def _by_date(self) -> str:
        if self.day <= IN_EVERY_MONTH:
            return f"BYMONTHDAY={self.day}"
        ends = ",".join(str(day) for day in range(IN_EVERY_MONTH, self.day + 1))
        return f"BYMONTHDAY={ends};BYSETPOS=-1"

    @property
    def words(self) -> str:
        """The second Thursday of the month, 9 to 11 in the morning"""
        day = WEEKDAYS[self.weekday]
        any_day = date(2026, 1, 1)
        hours = say_hours(
            datetime.combine(any_day, self.starts), datetime.combine(any_day, self.ends)
        )
        rounds = {"weekly": f"every {day}", "fortnightly": f"every other {day}"}
        if self.which in BY_DATE:
            return f"{self._date_in_words}, {hours}"
        if self.which == "fifth":
            return f"the fifth {day}, in months that have one, {hours}"
        which = rounds.get(self.which, f"the {self.which} {day} of the month")
        return f"{which}, {hours}"

    @property
    def _date_in_words(self) -> str:
        if self.which == "yearly":
            leap = " or 28 February" if (self.day, self.month) == (29, 2) else ""
            return f"every year on {self.day} {MONTHS[self.month - 1]}{leap}"
        short = " or the last day" if self.day > IN_EVERY_MONTH else ""
        return f"the {ordinal(self.day)}{short} of each month"

    def first_on(self, after: date) -> date:
        """The first of its days, on ``after`` or later."""
        return next(days(self.rrule, after))


def ordinal(number: int) -> str:
    """ "1st", "22nd", "13th"."""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else ({1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th'))}"


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
