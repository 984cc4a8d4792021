"""Meetings as calendars read them (RFC 5545, RFC 5546).

Others see a calendar over somebody's shoulder: titles are neutral, entries
are private, and nobody is named as coming. A meeting keeps its UID for ever;
each change of it counts its SEQUENCE up (a trigger of the table does that),
so that a calendar knows the newer word from the older one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings

from meetings.models import Meeting
from meetings.zones import vtimezone, years_of

CONTENT_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75  # octets; RFC 5545, 3.1
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Meetings//EN", "CALSCALE:GREGORIAN")
ESCAPED = str.maketrans(
    {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
    | {chr(code): "" for code in range(32) if chr(code) != "\n"}
)
LOOK_AGAIN = "PT6H"


def file_of(meeting: Meeting) -> str:
    """One meeting, to be put into a calendar by hand."""
    return _calendar([meeting], "METHOD:PUBLISH")


def invitation(meeting: Meeting) -> str:
    """The body of a letter that asks a calendar to take the meeting in, or to move it.

    For a part with the type ``text/calendar; method=REQUEST``. It names
    nobody: RFC 5546 wants to know who organises, and that is this site.
    """
    return _calendar([meeting], "METHOD:REQUEST", organiser=True)


def cancellation(meeting: Meeting) -> str:
    """The body of a letter that asks a calendar to take the meeting out; ``method=CANCEL``."""
    return _calendar([meeting], "METHOD:CANCEL", organiser=True)


def feed_of(meetings: Iterable[Meeting], name: str) -> str:
    """Many meetings, for a calendar that comes to look by itself."""
    return _calendar(
        list(meetings),
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{LOOK_AGAIN}",
        f"X-PUBLISHED-TTL:{LOOK_AGAIN}",
    )


def title_of(meeting: Meeting) -> str:
    """What others may read over a shoulder: never the title, which people write freely."""
    title = meeting.series.calendar_title if meeting.series else meeting.get_kind_display()
    return f"Called off: {title}" if meeting.state == Meeting.State.CALLED_OFF else title


def _calendar(meetings: list[Meeting], *head: str, organiser: bool = False) -> str:
    lines = [*HEAD, *head]
    for zone in sorted({meeting.time_zone for meeting in meetings}):
        there = [day for each in meetings if each.time_zone == zone for day in each.days]
        lines += vtimezone(zone, *years_of(there))
    for meeting in meetings:
        lines += _event(meeting, organiser=organiser)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(meeting: Meeting, *, organiser: bool) -> list[str]:
    off = meeting.state == Meeting.State.CALLED_OFF
    venue = meeting.venue
    where = [part for part in (venue.name, venue.address) if part] if venue else []
    lines = [
        "BEGIN:VEVENT",
        f"UID:{meeting.key}@meetings",
        f"DTSTAMP:{_utc(meeting.changed_at)}",
        f"SEQUENCE:{meeting.sequence}",
        f"DTSTART{_at(meeting.local_start, meeting.time_zone)}",
        f"DTEND{_at(meeting.local_end, meeting.time_zone)}",
        f"SUMMARY:{text(title_of(meeting))}",
        f"STATUS:{'CANCELLED' if off else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        f"URL:{settings.SITE_URL}{meeting.get_absolute_url()}",
    ]
    if where:
        lines.append(f"LOCATION:{text(', '.join(where))}")
    if meeting.online_link:
        lines.append(f"DESCRIPTION:{text(f'From home: {meeting.online_link}')}")
    if organiser:
        lines.append(f"ORGANIZER:mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    lines.append("END:VEVENT")
    return lines


def _at(there: datetime, zone: str) -> str:
    """A time on the wall, with its zone. In the hour that autumn shows twice: the moment itself.

    Without more said, calendars take the first of the two.
    """
    if there.fold:
        return f":{_utc(there)}"
    return f";TZID={zone}:{there:%Y%m%dT%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text(words: str) -> str:
    """Words as a value: what would end it is escaped."""
    return words.translate(ESCAPED)


def folded(line: str) -> str:
    """In pieces of at most 75 octets, none of which cuts a letter in two."""
    if len(line) <= LONGEST_LINE and line.isascii():
        return line
    pieces, piece, room = [], "", LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            piece, room = " ", LONGEST_LINE - 1
        piece += letter
        room -= size
    return "\r\n".join([*pieces, piece])
