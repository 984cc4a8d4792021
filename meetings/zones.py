"""A time zone as calendars read it: VTIMEZONE, made by hand from what the zone really does.

Where the clocks change by a yearly rule, the rule stands there: two short
parts, which every calendar reads. Where they do not (Casablanca's follow the
moon), each change stands there by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
A_STEP = timedelta(days=7)  # no zone has changed twice in a week
A_SECOND = timedelta(seconds=1)
YEARS_TO_SEE_A_RULE = 5
LONG_AGO = "19700101T000000"


@dataclass(frozen=True)
class Change:
    """A night on which the clocks change; ``on_the_wall`` is what they showed until then."""

    on_the_wall: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def kind(self) -> tuple[timedelta, timedelta, str]:
        return self.before, self.after, self.name


@lru_cache(maxsize=64)
def vtimezone(zone: str, first: int, last: int) -> tuple[str, ...]:
    """The lines that tell a calendar what the clocks of ``zone`` do from year to year."""
    last = max(last + 1, first + YEARS_TO_SEE_A_RULE)
    place = ZoneInfo(zone)
    found = sorted(changes(place, first - 1, last), key=lambda change: change.kind)
    parts: list[str] = []
    if not any(change.on_the_wall.year < first for change in found):
        parts += _always(place, datetime(first - 1, 1, 1, tzinfo=UTC))
    for _, alike in groupby(found, key=lambda change: change.kind):
        parts += _parts(list(alike), last)
    return ("BEGIN:VTIMEZONE", f"TZID:{zone}", *parts, "END:VTIMEZONE")


def changes(zone: ZoneInfo, first: int, last: int) -> Iterator[Change]:
    """Each change of its clocks from the first of January of one year to the end of another."""
    at, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    while at < end:
        then = at + A_STEP
        if _clock(zone, at) != _clock(zone, then):
            yield _change(zone, at, then)
        at = then


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> Change:
    """The one change between two moments, to the second."""
    was = _clock(zone, low)
    while high - low > A_SECOND:
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if _clock(zone, middle) == was else (low, middle)
    after, name = _clock(zone, high)
    return Change(high.replace(tzinfo=None) + was[0], was[0], after, name)


def _clock(zone: ZoneInfo, at: datetime) -> tuple[timedelta, str]:
    there = at.astimezone(zone)
    return there.utcoffset() or timedelta(), there.tzname() or ""


def _always(zone: ZoneInfo, at: datetime) -> list[str]:
    """What its clocks show before the first change, or for ever."""
    offset, name = _clock(zone, at)
    return _lines("STANDARD", LONG_AGO, offset, offset, name)


def _parts(alike: list[Change], last: int) -> list[str]:
    """One part with a rule, or one for each night: some calendars read lists of dates wrongly."""
    rule = yearly([change.on_the_wall for change in alike], last)
    lines: list[str] = []
    for each in alike[:1] if rule else alike:
        part = "DAYLIGHT" if each.after > each.before else "STANDARD"
        begins = f"{each.on_the_wall:%Y%m%dT%H%M%S}"
        more = [f"RRULE:{rule}"] if rule else []
        lines += _lines(part, begins, each.before, each.after, each.name, *more)
    return lines


def yearly(nights: list[datetime], last: int) -> str:
    """The rule by which these nights come every year until ``last``; "" where there is none."""
    first = nights[0]
    years = [night.year for night in nights]
    alike = {(night.month, night.weekday(), night.time()) for night in nights}
    if len(alike) > 1 or years != list(range(years[0], last + 1)):
        return ""
    if all((night + timedelta(days=7)).month != night.month for night in nights):
        which = -1
    elif len({(night.day - 1) // 7 for night in nights}) == 1:
        which = (first.day - 1) // 7 + 1
    else:
        return ""
    return f"FREQ=YEARLY;BYMONTH={first.month};BYDAY={which}{DAYS[first.weekday()]}"


def _lines(
    part: str, begins: str, before: timedelta, after: timedelta, name: str, *more: str
) -> list[str]:
    return [
        f"BEGIN:{part}",
        f"DTSTART:{begins}",
        f"TZOFFSETFROM:{_offset(before)}",
        f"TZOFFSETTO:{_offset(after)}",
        f"TZNAME:{name}",
        *more,
        f"END:{part}",
    ]


def _offset(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}{minutes:02}" + (f"{rest:02}" if rest else "")


def years_of(days: list[date]) -> tuple[int, int]:
    """First and last year of some days, in which order they stand."""
    return min(day.year for day in days), max(day.year for day in days)
