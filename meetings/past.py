"""Meetings of before, read from a list or from a calendar, line by line. Nothing is kept here.

A list (CSV) has a row of names first, in any order: *day*, *title*, *from*, *until*, *place*,
*came*, *kind*. A calendar (ICS) is read event by event. What cannot be read says why, in words
for whoever made the file; the other lines are not held up by it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone

from collaborative.clock import MONTHS
from collaborative.text import clean_line
from meetings.dates import moment
from meetings.errors import NoSuchTime
from meetings.forms import FIRST_YEAR, LONGEST
from meetings.models import Meeting
from members.models.collaborative import check_zone

MOST_LINES = 500
TWO_HOURS = timedelta(hours=2)
MOST_CAME = 5000

NAMES = {  # how a row of names may call each column
    "day": ("day", "date", "on", "when"),
    "title": ("title", "name", "meeting", "summary", "what"),
    "from": ("from", "start", "starts", "begin", "begins", "time"),
    "until": ("until", "end", "ends", "to"),
    "place": ("place", "venue", "where", "location"),
    "came": ("came", "people", "attendance", "heads", "how many"),
    "kind": ("kind", "type"),
}
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*([ap]\.?m\.?)?", re.IGNORECASE)
IN_WORDS = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}),? (\d{4})", re.I)
IN_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
STAMP = re.compile(r"(\d{8})T(\d{6})(Z?)")


class Unreadable(Exception):
    """Why a line says nothing to us, in words for whoever wrote it."""


@dataclass(frozen=True)
class Past:
    """What a line says."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    came: int | None = None
    kind: str = Meeting.Kind.OTHER


@dataclass(frozen=True)
class Line:
    """``number`` is where it stands in the file; ``past`` or ``problem`` says what it is."""

    number: int
    past: Past | None = None
    problem: str = ""
    known: bool = False  # a meeting of that name and hour stands in the calendar already


def read(text: str, zone: ZoneInfo) -> list[Line]:
    """Each line or event, in the order of the file; five hundred at most."""
    rows = _events(text) if "BEGIN:VEVENT" in text.upper() else _rows(text)
    lines: list[Line] = []
    for number, facts in rows:
        if len(lines) == MOST_LINES:
            lines.append(Line(number, problem=f"We stop here: {MOST_LINES} at a time."))
            break
        try:
            lines.append(Line(number, _past(facts, zone)))
        except Unreadable as why:
            lines.append(Line(number, problem=str(why)))
    return lines


# A list


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text), delimiter=between)
    columns = [_column(name) for name in next(reader, [])]
    if "day" not in columns or "title" not in columns:
        yield 1, {"wrong": "The first line names the columns. We need at least: day, title, from."}
        return
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, dict(zip(columns, map(clean_line, row), strict=False))


def _column(name: str) -> str:
    plain = clean_line(name).casefold()
    return next((column for column, names in NAMES.items() if plain in names), "")


# A calendar


def _events(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    begins = 0
    facts: dict[str, str] | None = None
    for number, line in _unfolded(text):
        name, _, value = line.partition(":")
        name, _, parameters = name.partition(";")
        name = name.upper()
        if line.upper() == "BEGIN:VEVENT":
            begins, facts = number, {}
        elif line.upper() == "END:VEVENT" and facts is not None:
            yield begins, _as_row(facts)
            facts = None
        elif facts is not None:
            facts.setdefault(name, value)
            facts.setdefault(f"{name};", parameters)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Long lines go on after a break and a blank (RFC 5545, 3.1)."""
    begins, whole = 1, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line[:1] in (" ", "\t"):
            whole += line[1:]
            continue
        if whole:
            yield begins, whole
        begins, whole = number, line
    yield begins, whole


def _as_row(event: dict[str, str]) -> dict[str, str]:
    if "RRULE" in event:
        why = "It comes round by a rule. Ask your calendar for single dates, or make a list."
        return {"wrong": why}
    if event.get("STATUS", "").upper() == "CANCELLED":
        return {"wrong": "It was called off."}
    return {
        "title": _said(event.get("SUMMARY", "")),
        "place": _said(event.get("LOCATION", ""))[:120],
        "starts": event.get("DTSTART", ""),
        "ends": event.get("DTEND", ""),
        "zone": _zone(event.get("DTSTART;", "")),
    }


def _said(value: str) -> str:
    plain = re.sub(r"\\([nN,;\\])", lambda m: " " if m[1] in "nN" else m[1], value)
    return clean_line(plain)


def _zone(parameters: str) -> str:
    found = re.search(r"TZID=\"?([^\";]+)", parameters, re.IGNORECASE)
    return found[1] if found else ""


# What either says


def _past(facts: dict[str, str], zone: ZoneInfo) -> Past:
    if "wrong" in facts:
        raise Unreadable(facts["wrong"])
    if not facts.get("title"):
        raise Unreadable("It has no title.")
    if len(facts["title"]) > 120:
        raise Unreadable("Its title is longer than 120 letters.")
    starts_at, ends_at = _stamps(facts, zone) if "starts" in facts else _hours(facts, zone)
    if starts_at.astimezone(zone).year < FIRST_YEAR:
        raise Unreadable(f"Is {starts_at.astimezone(zone).year} the right year?")
    if not timedelta() < ends_at - starts_at <= LONGEST:
        raise Unreadable("It ends before it starts, or weeks later.")
    if ends_at > timezone.now():
        raise Unreadable("It is still to come. Add it as a meeting, and people can answer.")
    return Past(
        title=facts["title"],
        starts_at=starts_at,
        ends_at=ends_at,
        place=facts.get("place", "")[:120],
        came=_came(facts.get("came", "")),
        kind=_kind(facts.get("kind", "")),
    )


def _stamps(facts: dict[str, str], zone: ZoneInfo) -> tuple[datetime, datetime]:
    try:
        check_zone(facts["zone"])
        zone = ZoneInfo(facts["zone"])
    except (ValidationError, ValueError):
        pass  # another program's name for it: then the clock of the place
    starts_at = _stamp(facts["starts"], zone)
    return starts_at, _stamp(facts["ends"], zone) if facts["ends"] else starts_at + TWO_HOURS


def _stamp(value: str, zone: ZoneInfo) -> datetime:
    found = STAMP.fullmatch(value)
    if not found:
        raise Unreadable("It has no hours, only a day.")
    try:
        wall = datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S")  # noqa: DTZ007 -- below
        return wall.replace(tzinfo=UTC) if found[3] else moment(wall.date(), wall.time(), zone)
    except (ValueError, NoSuchTime) as error:
        raise Unreadable("There is no such day or hour.") from error


def _hours(facts: dict[str, str], zone: ZoneInfo) -> tuple[datetime, datetime]:
    day, begin = _day(facts.get("day", "")), _clock(facts.get("from", ""))
    try:
        starts_at = moment(day, begin, zone)
        if not facts.get("until"):
            return starts_at, starts_at + TWO_HOURS
        return starts_at, moment(day, _clock(facts["until"]), zone)
    except NoSuchTime as error:
        raise Unreadable("The clocks went forward that night, over this hour.") from error


def _day(value: str) -> date:
    """As people here write it: 2025-03-13, 13/03/2025 or 13 March 2025."""
    try:
        if found := IN_NUMBERS.fullmatch(value):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := IN_WORDS.fullmatch(value):
            month = [name[:3].casefold() for name in MONTHS].index(found[2][:3].casefold()) + 1
            return date(int(found[3]), month, int(found[1]))
        return date.fromisoformat(value)
    except ValueError as error:
        said = f"“{value[:40]}” is no day we can read." if value else "It has no day."
        raise Unreadable(f"{said} Write it like 13/03/2025.") from error


def _clock(value: str) -> time:
    found = CLOCK.fullmatch(value)
    try:
        if not found:
            raise ValueError
        hour, half = int(found[1]), (found[3] or "").lower()[:1]
        if half and hour in range(1, 13):
            hour = hour % 12 + (12 if half == "p" else 0)
        return time(hour, int(found[2] or 0))
    except ValueError as error:
        said = f"“{value[:40]}” is no time we can read." if value else "It has no hour."
        raise Unreadable(f"{said} Write it like 09:30.") from error


def _came(value: str) -> int | None:
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", value) or int(value) > MOST_CAME:
        raise Unreadable(f"“{value[:40]}” is no number of people.")
    return int(value)


def _kind(value: str) -> str:
    wanted = value.casefold()
    known = (kind for kind in Meeting.Kind if wanted in (kind.value, kind.label.casefold()))
    return next(known, Meeting.Kind.OTHER)
