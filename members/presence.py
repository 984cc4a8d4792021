"""Counting who is in the room: once a quarter, for all to see, so that nobody can be pointed at.

What makes a count safe stands in ``members.blurring``; when one may follow
another, and where it is kept, stands here. The wall is opened for this one
purpose, and what was read in it goes no further than this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from collaborative import audit
from collaborative.chores import chores
from members import blurring, lanyards
from members.models import Collaborative, Membership, Perspective, PresenceTable, User

MOVERS = 8  # joined or left since the last count


@dataclass(frozen=True)
class Moved:
    """How many have ever joined and left: numbers that only grow."""

    came: int
    went: int

    def since(self, last: PresenceTable) -> int:
        return self.came - last.came + self.went - last.went


def moved(place: Collaborative) -> Moved:
    here = Membership.objects.filter(collaborative=place)
    came = here.exclude(state=Membership.State.INTRODUCED)
    return Moved(came.count(), came.filter(state__in=Membership.GONE).count())


@transaction.atomic
def freeze(place: Collaborative, *, on: date) -> PresenceTable | None:
    """Count once for the quarter of that day; None where there is nothing new to say safely."""
    place = Collaborative.objects.select_for_update(no_key=True).get(pk=place.pk)
    quarter = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    last = PresenceTable.objects.filter(collaborative=place).order_by("-quarter").first()
    now = moved(place)
    if last is not None and (last.quarter >= quarter or now.since(last) < MOVERS):
        return None
    table = _count(place)
    if table is None:
        return None
    kept = PresenceTable.objects.create(
        collaborative=place,
        quarter=quarter,
        counted_on=on,
        members=table.members,
        told=table.told,
        level=table.level,
        rows=[list(row) for row in table.rows],
        came=now.came,
        went=now.went,
    )
    audit.record(actor=None, verb="presence.count", target=kept)
    return kept


def _count(place: Collaborative) -> blurring.Table | None:
    people = list(
        Membership.objects.current()
        .filter(collaborative=place)
        .exclude(state=Membership.State.INTRODUCED)
        .values_list("person", flat=True)
    )
    if len(people) < blurring.SMALLEST:
        return None  # the wall stays shut
    headings = Perspective.objects.filter(collaborative=place).values_list("pk", "label", "band")
    told = lanyards.standing(place)
    return blurring.table(
        {person: told.get(person, frozenset()) for person in people},
        {person: _lot(place, person) for person in people},
        list(headings),
        floor=settings.PRESENCE_FLOOR,
    )


def _lot(place: Collaborative, person: int) -> int:
    """A number that is this person's for ever, and that nobody can work out without our secret."""
    mac = salted_hmac("members.presence", f"{place.pk}:{person}", algorithm="sha256")
    return int.from_bytes(mac.digest()[:16])


def freeze_all(now: datetime) -> int:
    """Every hour: count where a quarter has begun and enough people have moved since the last."""
    made = [
        freeze(place, on=timezone.localdate(now, timezone=place.zone))
        for place in Collaborative.objects.order_by("pk")
    ]
    return sum(table is not None for table in made)


@transaction.atomic
def name_the_gap(*, place: Collaborative, by: User, words: str) -> None:
    """Who is not in the room, as the group itself says it: never a list of people."""
    Collaborative.objects.filter(pk=place.pk).update(not_in_the_room=words)
    audit.record(actor=by, verb="collaborative.gap", target=place)


chores.announce("presence", freeze_all)
