"""Few letters, and at a good hour: asked of each letter in the moment when it is about to go.

Three a month and place by default, the last of them kept for a reminder; one
a day; none in the quiet hours. What somebody chose to have oftener comes
oftener. The clock is the one on the wall of the letter's collaborative.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils import timezone

from collaborative.letters import counted
from collaborative.models import Letter
from members.models import Collaborative, Preferences

A_MONTH = 3
KEPT_FOR_A_REMINDER = 1
MORE = {"month": 0, "fortnight": 2, "week": 4}  # digests beyond the one of the month
ONE_AT_A_TIME = 1_836_018  # of ours among PostgreSQL's advisory locks
MOMENT = timedelta(minutes=1)
DAY = timedelta(days=1)


def wishes_of(letter: Letter) -> Preferences:
    """What the reader chose; the defaults for who never did."""
    return Preferences.objects.filter(person=letter.person_id).first() or Preferences()


def zone_of(letter: Letter) -> ZoneInfo:
    """The clock of the letter's place; London's where it has none."""
    places = Collaborative.objects.filter(pk=letter.place) if letter.place else None
    name = places.values_list("time_zone", flat=True).first() if places else None
    return ZoneInfo(name or "Europe/London")


def at_hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The instant of a full hour on a wall. Where the clock jumps over it, the hour after."""
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


def is_quiet(hour: int, wishes: Preferences) -> bool:
    """Whether an hour of the day is one of the quiet ones, which may go over midnight."""
    begins, ends = wishes.quiet_from, wishes.quiet_until
    if begins <= ends:
        return begins <= hour < ends
    return hour >= begins or hour < ends


def after_quiet(now: datetime, wishes: Preferences, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours are over; None outside of them."""
    local = now.astimezone(zone)
    if not is_quiet(local.hour, wishes):
        return None
    day = local.date() if local.hour < wishes.quiet_until else local.date() + DAY
    return at_hour(day, wishes.quiet_until, zone)


def quietly(letter: Letter) -> datetime | None:
    """For what must be told soon: outside of the quiet hours, whatever else has come."""
    if settings.LETTERS_AT_ONCE:
        return None
    return after_quiet(timezone.now(), wishes_of(letter), zone_of(letter))


def sparingly(*, kept: int = KEPT_FOR_A_REMINDER) -> Callable[[Letter], datetime | None]:
    """For what can wait: besides, one a day and few a month; ``kept`` of these are for others."""

    def until(letter: Letter) -> datetime | None:
        if settings.LETTERS_AT_ONCE:
            return None
        return _until(letter, wishes_of(letter), zone_of(letter), kept)

    return until


def _until(letter: Letter, wishes: Preferences, zone: ZoneInfo, kept: int) -> datetime | None:
    now = timezone.now()
    quiet = after_quiet(now, wishes, zone)
    if quiet:
        return quiet
    if not _has_the_reader_alone(letter):
        return now + MOMENT
    today = now.astimezone(zone).date()
    sent = Letter.objects.filter(person=letter.person_id, kind__in=counted(), state="sent")
    midnight = at_hour(today, 0, zone)
    if sent.filter(sent_at__gte=midnight).exists():
        return at_hour(today + DAY, wishes.quiet_until, zone)
    first = today.replace(day=1)
    month = sent.filter(place=letter.place, sent_at__gte=at_hour(first, 0, zone)).count()
    if month >= A_MONTH + MORE[wishes.digest_every] - kept:
        return at_hour((first + 32 * DAY).replace(day=1), wishes.quiet_until, zone)
    return None


def _has_the_reader_alone(letter: Letter) -> bool:
    """Two senders must not each find that nothing went to somebody today."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s, %s)",
            [ONE_AT_A_TIME, letter.person_id % 2**31],
        )
        alone: bool = cursor.fetchone()[0]
    return alone
