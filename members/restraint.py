"""Few letters, and at a good hour: asked of each letter in the moment when it is about to go.

Three a month and place by default, the last of them kept for a reminder; one
a day; none in the quiet hours. What somebody chose to have oftener comes
oftener. The clock is the one on the wall of the letter's collaborative.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils import timezone

from collaborative.letters import counted, gentle
from collaborative.models import Letter
from members.models import Collaborative, LetterWords, Preferences

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

A_MONTH = 3
KEPT_FOR_A_REMINDER = 1
reminders: list[str] = []  # for these it is kept; a floor above names them
# While these say so nobody is written to, however gently: a floor above knows when people meet.
protected: list[Callable[[Letter], datetime | None]] = []
FOUR_WEEKS = timedelta(days=28)
MORE = {"month": 0, "fortnight": 2, "week": 4}  # digests beyond the one of the month
ONE_AT_A_TIME = 1_836_018  # of ours among PostgreSQL's advisory locks
MOMENT = timedelta(minutes=1)
PAUSE = timedelta(hours=1)  # then it is asked again
DAY = timedelta(days=1)


def wishes_of(letter: Letter) -> Preferences:
    """What the reader chose; the defaults for who never did. Asked once for each letter in hand."""
    known: Preferences | None = getattr(letter, "wishes", None)
    if known is None:
        known = Preferences.objects.filter(person=letter.person_id).first() or Preferences()
        letter.wishes = known  # type: ignore[attr-defined]  # no column: it lasts for a look
    return known


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


def is_paused(letter: Letter) -> bool:
    """Whether whoever looks after the letter's place holds its kind back."""
    own = LetterWords.objects.filter(collaborative=letter.place, kind=letter.kind, paused=True)
    return letter.place is not None and own.exists()


def quietly(letter: Letter) -> datetime | None:
    """For what must be told soon: outside of the quiet hours, whatever else has come."""
    now = timezone.now()
    if is_paused(letter):
        return now + PAUSE
    if settings.LETTERS_AT_ONCE:
        return None
    return after_quiet(now, wishes_of(letter), zone_of(letter))


def one_a_day(letter: Letter) -> datetime | None:
    """For what somebody chose: besides, on a day when no other such letter has come."""
    quiet = quietly(letter)
    if quiet or settings.LETTERS_AT_ONCE:
        return quiet
    if meeting := next((until for look in protected if (until := look(letter))), None):
        return meeting
    now, zone = timezone.now(), zone_of(letter)
    if not _has_the_reader_alone(letter):
        return now + MOMENT
    today = now.astimezone(zone).date()
    if _sent(letter, gentle()).filter(sent_at__gte=at_hour(today, 0, zone)).exists():
        return at_hour(today + DAY, wishes_of(letter).quiet_until, zone)
    return None


def not_now(letter: Letter) -> datetime | None:
    """For a nudge: besides, not in the weeks in which its reader wanted none."""
    wishes, zone = wishes_of(letter), zone_of(letter)
    if wishes.nudges_from and wishes.no_nudges_on(timezone.now().astimezone(zone).date()):
        return at_hour(wishes.nudges_from, wishes.quiet_until, zone)
    return one_a_day(letter)


def four_weeks_off(person: int) -> None:
    """No nudge for a while, from the foot of one of them."""
    until = timezone.localdate() + FOUR_WEEKS
    Preferences.objects.update_or_create(person_id=person, defaults={"nudges_from": until})


def sparingly(letter: Letter) -> datetime | None:
    """For what we write of our own accord: besides, few a month, one of them for a reminder."""
    later = one_a_day(letter)
    if later or settings.LETTERS_AT_ONCE:
        return later
    wishes, zone = wishes_of(letter), zone_of(letter)
    first = timezone.now().astimezone(zone).date().replace(day=1)
    month = _sent(letter, counted()).filter(
        place=letter.place, sent_at__gte=at_hour(first, 0, zone)
    )
    kinds_sent = list(month.values_list("kind", flat=True))
    others = [kind for kind in kinds_sent if kind not in reminders]
    most = A_MONTH + MORE[wishes.digest_every]
    full = len(kinds_sent) >= most
    if letter.kind not in reminders:
        full = full or len(others) >= most - KEPT_FOR_A_REMINDER
    return at_hour((first + 32 * DAY).replace(day=1), wishes.quiet_until, zone) if full else None


def _sent(letter: Letter, names: list[str]) -> QuerySet[Letter]:
    return Letter.objects.filter(person=letter.person_id, kind__in=names, state="sent")


def _has_the_reader_alone(letter: Letter) -> bool:
    """Two senders must not each find that nothing went to somebody today."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s, %s)",
            [ONE_AT_A_TIME, letter.person_id % 2**31],
        )
        alone: bool = cursor.fetchone()[0]
    return alone
