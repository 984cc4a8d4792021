"""Days that people ask for: "as it stood on …", "since …"."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from collaborative import clock
from members.models import Collaborative
from roadmap.errors import NotADay

WRITTEN = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y")
EARLIEST = date(1900, 1, 1)


def read_day(words: str, *, today: date) -> date:
    """A day as people write it: 3 March 2012, 3/3/2012, 2012-03-03.

    Raises:
        NotADay: no day, or one that has not come yet.
    """
    words = f"{' '.join(words.split())} ".replace("Sept ", "Sep ").strip()
    for written in WRITTEN:
        try:
            found = datetime.strptime(words, written).date()  # noqa: DTZ007 -- a day, no moment
        except ValueError:
            continue
        if found > today:
            raise NotADay(
                f"{clock.say_date(found)} has not come yet. Please choose an earlier day."
            )
        if found >= EARLIEST:
            return found
    raise NotADay("We could not read that day. Please write it like 3 March 2012.")


def start_of(day: date, collaborative: Collaborative) -> datetime:
    """The moment at which that day begins on the wall of the room."""
    return datetime.combine(day, time(), tzinfo=collaborative.zone)


def end_of(day: date, collaborative: Collaborative) -> datetime:
    """The moment at which that day is over; it belongs to the next."""
    return start_of(day + timedelta(days=1), collaborative)


def quarter_start(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def last_quarter(today: date) -> date:
    """The first day of the last full quarter: in May, the first of January."""
    return quarter_start(quarter_start(today) - timedelta(days=1))


def last_year(today: date) -> date:
    """The first day of the last full year."""
    return date(today.year - 1, 1, 1)


def local_day(moment: datetime, collaborative: Collaborative) -> date:
    """The date of a moment on the wall of the room."""
    return clock.on_the_wall(moment, collaborative).date()
