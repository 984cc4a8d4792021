"""Bank holidays of the four nations: a date that falls on one is offered another week.

Worked out, not looked up: the days of the Banking and Financial Dealings Act 1971 (schedule 1)
and those proclaimed every year since, as https://www.gov.uk/bank-holidays lists them. A day
proclaimed for one year alone is a line of ``ONCE``. Without such a line nothing breaks: nobody
is asked, and a date can be moved by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter
from dateutil.relativedelta import MO, relativedelta

from meetings.models import Meeting
from members.access import today_in
from members.models import Collaborative

A_WEEK = timedelta(days=7)
SATURDAY = 5
FIRST_MONDAY, LAST_MONDAY = MO(1), MO(-1)

Nation = Collaborative.Nation
ONCE = {  # day → its name, in all four nations
    date(2022, 6, 3): "the Platinum Jubilee bank holiday",
    date(2022, 9, 19): "the day of the state funeral",
    date(2023, 5, 8): "the bank holiday for the coronation",
}
MOVED = {date(2020, 5, 4): date(2020, 5, 8), date(2022, 5, 30): date(2022, 6, 2)}


@dataclass(frozen=True)
class Offer:
    """What a date falls on, and the same weekday around it; None where that will not do."""

    name: str
    earlier: date | None
    later: date | None


def holiday(nation: str, day: date) -> str:
    """What it is called, for use in a sentence; "" for any other day."""
    return _of(day.year, nation).get(day, "")


def offer_for(meeting: Meeting, place: Collaborative) -> Offer | None:
    """For a date to come that nobody has looked at by hand; no query."""
    if meeting.by_hand or meeting.is_over or meeting.state == Meeting.State.CALLED_OFF:
        return None
    first, last = meeting.days
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    name = next((found for day in days if (found := holiday(place.nation, day))), "")
    if not name:
        return None
    earlier, later = first - A_WEEK, first + A_WEEK
    soon = earlier <= today_in(place)
    return Offer(
        name=name,
        earlier=None if soon or holiday(place.nation, earlier) else earlier,
        later=None if holiday(place.nation, later) else later,
    )


@lru_cache(maxsize=64)
def _of(year: int, nation: str) -> dict[date, str]:
    found = {MOVED.get(day, day): name for day, name in _moving(year, nation)}
    for run in _by_date(year, nation):
        found |= run | _instead(run)
    return found | {day: name for day, name in ONCE.items() if day.year == year}


def _moving(year: int, nation: str) -> Iterator[tuple[date, str]]:
    """Those around Easter, and Mondays in May and August."""
    sunday = easter(year)
    yield sunday - timedelta(days=2), "Good Friday"
    if nation != Nation.SCOTLAND:
        yield sunday + timedelta(days=1), "Easter Monday"
    yield date(year, 5, 1) + relativedelta(weekday=FIRST_MONDAY), "the early May bank holiday"
    yield date(year, 5, 31) + relativedelta(weekday=LAST_MONDAY), "the spring bank holiday"
    summer = (1, FIRST_MONDAY) if nation == Nation.SCOTLAND else (31, LAST_MONDAY)
    yield date(year, 8, summer[0]) + relativedelta(weekday=summer[1]), "the summer bank holiday"


def _by_date(year: int, nation: str) -> Iterator[dict[date, str]]:
    """Days by the calendar, in runs that stand next to each other."""
    new_year = {date(year, 1, 1): "New Year’s Day"}
    yield new_year | (
        {date(year, 1, 2): "the second of January"} if nation == Nation.SCOTLAND else {}
    )
    if nation == Nation.NORTHERN_IRELAND:
        yield {date(year, 3, 17): "St Patrick’s Day"}
        yield {date(year, 7, 12): "the twelfth of July"}
    if nation == Nation.SCOTLAND:
        yield {date(year, 11, 30): "St Andrew’s Day"}
    yield {date(year, 12, 25): "Christmas Day", date(year, 12, 26): "Boxing Day"}


def _instead(run: dict[date, str]) -> dict[date, str]:
    """For each that falls on a weekend the next weekday that is still free."""
    found: dict[date, str] = {}
    for day, name in run.items():
        free = day
        while free.weekday() >= SATURDAY or (free != day and free in run) or free in found:
            free += timedelta(days=1)
        if free != day:
            found[free] = f"the day off for {name}"
    return found
