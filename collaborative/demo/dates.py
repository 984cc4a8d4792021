"""Days and times of the demo content: text that hangs on the anchor, read for one day and place.

The forms are in this folder's README.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
NTH = ["first", "second", "third", "fourth"]

FORM = re.compile(r"(?P<day>\S+?)(?P<shift>[+-]\d+d)?(?: (?P<clock>\d\d:\d\d))?")
NEAREST = re.compile(rf"(?P<weekday>{'|'.join(WEEKDAYS)})\(anchor(?P<shift>[+-]\d+d)\)")
OCCURRENCE = re.compile(
    rf"(?P<nth>{'|'.join(NTH)})-(?P<weekday>{'|'.join(WEEKDAYS)})\((?P<count>-?\d+)\)"
)


@dataclass(frozen=True)
class Dates:
    """Reads the content's days for one anchor, on the clock of one place."""

    anchor: date
    zone: ZoneInfo

    def day(self, text: str) -> date:
        """The day alone.

        Raises:
            ValueError: the text has none of the forms.
        """
        return self._read(text)[0]

    def at(self, text: str) -> datetime:
        """The moment, in UTC, at which the clock of the place shows that time of that day."""
        day, clock = self._read(text)
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def _read(self, text: str) -> tuple[date, time]:
        form = FORM.fullmatch(text)
        if form is None:
            raise ValueError(f"not a day: {text!r}")
        day = self._base(form["day"]) + days(form["shift"])
        return day, time.fromisoformat(form["clock"] or "00:00")

    def _base(self, text: str) -> date:
        if text == "anchor":
            return self.anchor
        if near := NEAREST.fullmatch(text):
            day = self.anchor + days(near["shift"])
            return day + timedelta((WEEKDAYS.index(near["weekday"]) - day.weekday() + 3) % 7 - 3)
        if turn := OCCURRENCE.fullmatch(text):
            return occurrence(
                self.anchor,
                nth=NTH.index(turn["nth"]),
                weekday=WEEKDAYS.index(turn["weekday"]),
                count=int(turn["count"]),
            )
        return date.fromisoformat(text)


def days(text: str | None) -> timedelta:
    """ "+9d", "-35d" or nothing."""
    return timedelta(int(text[:-1]) if text else 0)


def occurrence(anchor: date, *, nth: int, weekday: int, count: int) -> date:
    """The nth weekday of a month: ``count`` 0 is the first one on or after ``anchor``."""

    def in_month(months: int) -> date:
        first = date(months // 12, months % 12 + 1, 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * nth)

    this_month = anchor.year * 12 + anchor.month - 1
    has_gone = in_month(this_month) < anchor
    return in_month(this_month + has_gone + count)
