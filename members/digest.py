"""What came of it: what is new since the last one, in the rhythm and at the hour one likes.

One a month, fortnight or week, never empty, and never of what one has read on
the site: ``digest_upto`` moves on with either. A letter that has nothing to
tell waits for its next day, and its month ends without it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from collaborative.news import fresh_for_cards, news_for
from members import restraint
from members.composing import compose
from members.models import Membership, Preferences
from members.models.membership import MembershipQuerySet

DIGEST = "digest"
tells = [DIGEST]  # kinds that take each other's place; a floor above may add its own
DAY, MOMENT = timedelta(days=1), timedelta(minutes=1)
EVERY = "person__preferences__digest_every"

# Rhythm → at least so long after the last one: a month may end two days after it was told.
APART = {"month": 21 * DAY, "fortnight": 10 * DAY, "week": 5 * DAY}


def _edition(every: str, now: datetime) -> tuple[str, datetime]:
    """What the month, fortnight or week is called, and when it ends (by the clock of UTC)."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if every == Preferences.Every.MONTH:
        return f"{now:%Y-%m}", (midnight.replace(day=1) + 32 * DAY).replace(day=1)
    weeks = (midnight - datetime(2024, 1, 1, tzinfo=now.tzinfo)).days // 7
    length = 1 if every == Preferences.Every.WEEK else 2
    begins = datetime(2024, 1, 1, tzinfo=now.tzinfo) + (weeks - weeks % length) * 7 * DAY
    return f"{every} {begins:%Y-%m-%d}", begins + length * 7 * DAY


def digests_due() -> MembershipQuerySet:
    """One for each who is not new, takes part, has an address and has not said no to it."""
    now = timezone.now()
    rhythms = {str(every): _edition(every, now) for every in Preferences.Every}
    monthly = rhythms[Preferences.Every.MONTH]
    others = {every: each for every, each in rhythms.items() if each is not monthly}
    due, fresh = _readers(now), fresh_for_cards()
    if fresh is not None:  # of other places, for those who like one letter, nobody asks here
        due = due.filter(fresh | Q(person__preferences__one_letter=True))
    return due.exclude(person__preferences__digest=False).annotate(
        about=F("pk"),
        edition=Case(
            *(When(**{EVERY: every}, then=Value(name)) for every, (name, _) in others.items()),
            default=Value(monthly[0]),
        ),
        not_before=Value(now),
        not_after=Case(
            *(When(**{EVERY: every}, then=Value(ends)) for every, (_, ends) in others.items()),
            default=Value(monthly[1]),
        ),
        place=F("collaborative"),
    )


def _readers(now: datetime) -> MembershipQuerySet:
    """Who may get one now; whoever likes one letter for all places gets it in the first of them."""
    reading = Membership.objects.settled().filter(
        person__email__isnull=False, person__is_active=True
    )
    went = Letter.objects.filter(
        kind__in=tells,
        person=OuterRef("person"),
        place=OuterRef("collaborative"),
        state=Letter.State.SENT,
    )
    lately = Exists(went.filter(sent_at__gt=now - APART["month"]))
    soon = Q()
    for every in (Preferences.Every.FORTNIGHT, Preferences.Every.WEEK):
        since = now - APART[every]
        fresh = Exists(went.filter(sent_at__gt=since))
        soon |= Q(~fresh, **{EVERY: every})
    first = Membership.objects.settled().filter(person=OuterRef("person"), pk__lt=OuterRef("pk"))
    return reading.filter(~lately | soon).exclude(
        Exists(first), person__preferences__one_letter=True
    )


def readers(letter: Letter) -> list[Membership]:
    """The cards whose news it tells: one, or all of the person's; none when it is not wanted."""
    due = _readers(timezone.now()).exclude(person__preferences__digest=False)
    due = due.select_related("collaborative", "person__preferences")
    mine = due.filter(pk=letter.about, person=letter.person_id).first()
    if mine is None:
        return []
    if not restraint.wishes_of(letter).one_letter:
        return [mine]
    all_of_them = Membership.objects.settled().filter(person=mine.person_id)
    return list(all_of_them.select_related("collaborative", "person__preferences").order_by("pk"))


def digest_still_applies(letter: Letter) -> bool:
    """Still wanted, by somebody who takes part."""
    return bool(readers(letter))


def digest_waits(letter: Letter) -> datetime | None:
    """For the reader's day and hour, for a day without another letter, and for some news."""
    now, wishes, zone = timezone.now(), restraint.wishes_of(letter), restraint.zone_of(letter)
    at_once = settings.LETTERS_AT_ONCE or letter.attempts > 0  # put off by a server: go on
    if not at_once and not _strikes(letter, now, wishes, zone):
        return next_slot(now, wishes, zone)
    if not _has_news(letter):
        return next_slot(now, wishes, zone)
    later = restraint.sparingly(letter)
    if later is None or at_once:
        return later
    return next_slot(later - MOMENT, wishes, zone)


def _strikes(letter: Letter, now: datetime, wishes: Preferences, zone: ZoneInfo) -> bool:
    """Whether the hour on a chosen day has come since the letter was planned."""
    today = now.astimezone(zone).date()
    slot = restraint.at_hour(today, wishes.digest_hour, zone)
    return wishes.digest_day in (None, today.weekday()) and letter.not_before <= slot <= now


def next_slot(now: datetime, wishes: Preferences, zone: ZoneInfo) -> datetime:
    """The next moment at which the chosen hour strikes on a chosen day."""
    local = now.astimezone(zone)
    for days in range(8):
        day = local.date() + days * DAY
        slot = restraint.at_hour(day, wishes.digest_hour, zone)
        if slot > now and wishes.digest_day in (None, day.weekday()):
            return slot
    raise AssertionError("a week has every day")


def _has_news(letter: Letter) -> bool:
    """Something in it is worth a letter: never an empty one."""
    return any(
        section.alone and context.get("alone", True)
        for reader in readers(letter)
        for section, context in news_for(reader, reader.digest_upto)
    )


def _card(letter: Letter) -> Membership:
    return Membership.objects.select_related("collaborative", "person__preferences").get(
        pk=letter.about
    )


def news_of(reader: Membership) -> dict[str, Any]:
    """What ``letters/digest.txt`` tells of one place."""
    parts = [
        {"template": f"{section.part}.txt", "news": context}
        for section, context in news_for(reader, reader.digest_upto)
    ]
    return {"reader": reader, "parts": parts}


def digest(letter: Letter) -> Words:
    """What is new since the last one, place by place."""
    letter.sent_at = timezone.now()  # what happens from here on is for the next digest
    mine = readers(letter) or [_card(letter)]
    return compose(
        letter,
        subject="What came of it",
        template="letters/digest.txt",
        to=mine[0],
        context={"places": [news_of(reader) for reader in mine], "many": len(mine) > 1},
    )


def digest_sent(letter: Letter) -> None:
    """The next digest begins where this one was read."""
    told = Membership.objects.filter(pk=letter.about)
    if restraint.wishes_of(letter).one_letter:
        told = Membership.objects.settled().filter(person=letter.person_id)
    told.update(digest_upto=letter.sent_at)


def read_on_the_site(me: Membership, *, newest: datetime | None) -> None:
    """What the home page has shown is told; the mark is its newest piece, not when one looked."""
    if newest and me.digest_upto < newest and not me.is_new:
        Membership.objects.filter(pk=me.pk, digest_upto__lt=newest).update(digest_upto=newest)


def stop_digest(person: int) -> None:
    Preferences.objects.update_or_create(person_id=person, defaults={"digest": False})


kinds.announce(
    DIGEST,
    Kind(
        render=digest,
        still_applies=digest_still_applies,
        due=digests_due,
        waits=digest_waits,
        gentle=True,
        counts=True,
        sample=lambda me: me.pk,
        sent=digest_sent,
        says="letters about what came of it",
        stop=stop_digest,
    ),
)
