"""From the clock on the wall to the moment it means. The wall's clock is what people agree on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from meetings.errors import NoSuchTime


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant when a clock in ``zone`` shows ``at`` on ``day``.

    In autumn a clock shows one hour twice: the first one is meant.

    Raises:
        NoSuchTime: in spring the clock jumps over it.
    """
    on_the_wall = datetime.combine(day, at, tzinfo=zone)
    instant = on_the_wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != on_the_wall.replace(tzinfo=None):
        raise NoSuchTime
    return instant


def hours_on(day: date, starts: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Begin and end on that day's own clock. Where it jumps over one of them, the hour after.

    For dates that a rule gives: nobody is there to be asked for another time.
    """
    begin = datetime.combine(day, starts, tzinfo=zone).astimezone(UTC)
    end = datetime.combine(day, ends, tzinfo=zone).astimezone(UTC)
    if end <= begin:  # the jump swallowed what lay between
        end = begin + (datetime.combine(day, ends) - datetime.combine(day, starts))
    return begin, max(end, begin + timedelta(minutes=1))
