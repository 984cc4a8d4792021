"""Whose turn it could be: to hold the meeting, to write it down, to watch the time. No ranking."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from collaborative import audit
from meetings.models import AgendaItem, Meeting, TurnOffer
from members.blurring import FLOOR
from members.models import Collaborative, Hat, Membership

LOOK_BACK = timedelta(days=730)
A_REST = timedelta(days=60)  # who did it in these days has had a turn
MOST_NAMED = 5
A_YEAR = timedelta(days=365)


@dataclass
class Turn:
    """One thing to help with: who does it that day, who offered, whose turn it could be."""

    kind: Hat.Kind
    does: list[Membership] = field(default_factory=list)
    offered: list[TurnOffer] = field(default_factory=list)
    could: list[str] = field(default_factory=list)
    mine: bool = False
    i_offered: bool = False


def turns_of(me: Membership, meeting: Meeting) -> list[Turn]:
    """Each in turn; names by name. Two queries."""
    first, last = meeting.days
    hats = Hat.objects.filter(
        collaborative=meeting.collaborative_id,
        kind__in=TurnOffer.KINDS,
        member__left_on=None,
        since__lte=last,
        since__gte=first - LOOK_BACK,
    )
    worn = list(hats.select_related("member"))
    offers = list(meeting.turn_offers.filter(member__left_on=None).select_related("member"))
    return [
        _turn(
            me,
            Hat.Kind(kind),
            [h for h in worn if h.kind == kind],
            [o for o in offers if o.kind == kind],
            first,
        )
        for kind in TurnOffer.KINDS
    ]


def _turn(
    me: Membership, kind: Hat.Kind, worn: list[Hat], offers: list[TurnOffer], day: date
) -> Turn:
    does = {hat.member for hat in worn if hat.is_on(day)}
    resting = {h.member for h in worn if h.until is None or h.until > day - A_REST}
    could = {h.member for h in worn if h.member.state in Membership.TAKING_PART} - resting - does
    return Turn(
        kind=kind,
        does=sorted(does, key=_by_name),
        offered=sorted(offers, key=lambda offer: _by_name(offer.member)),
        could=[member.chosen_name for member in sorted(could, key=_by_name)][:MOST_NAMED],
        mine=me in does,
        i_offered=any(offer.member_id == me.pk for offer in offers),
    )


def how_many_brought(place: Collaborative) -> int:
    """How many different people put something on the agenda in a year, in fives; 0 for too few.

    Rounded down, and nothing below ``blurring.FLOOR``: a count must never point at somebody.
    """
    since = timezone.now() - A_YEAR
    items = AgendaItem.objects.filter(collaborative=place, offered_at__gt=since)
    found = items.exclude(put_forward_by=None).aggregate(
        many=Count("put_forward_by", distinct=True)
    )
    many: int = found["many"]
    return many - many % 5 if many >= FLOOR else 0


def _by_name(member: Membership) -> str:
    return member.chosen_name.casefold()


@transaction.atomic
def offer(*, meeting: Meeting, by: Membership, kind: str) -> None:
    """ "I could do that." Watching the time needs nobody's yes: it opens nothing to anybody."""
    if kind == Hat.Kind.TIMEKEEPER:
        _give(meeting, by, kind)
    else:
        TurnOffer.objects.get_or_create(
            meeting=meeting,
            member=by,
            kind=kind,
            defaults={"collaborative_id": meeting.collaborative_id},
        )
    audit.record(actor=by.person, verb="turn.offer", target=meeting)


@transaction.atomic
def step_back(*, meeting: Meeting, by: Membership, kind: str) -> None:
    """Not this time after all; what somebody helps with for longer is not touched."""
    first, last = meeting.days
    TurnOffer.objects.filter(meeting=meeting, member=by, kind=kind).delete()
    Hat.objects.filter(member=by, kind=kind, since=first, until=last).delete()
    audit.record(actor=by.person, verb="turn.step_back", target=meeting)


@transaction.atomic
def say_yes(*, offer: TurnOffer, by: Membership) -> None:
    """Whoever helps that day, or looks after it all, says yes: it opens names to them."""
    _give(offer.meeting, offer.member, offer.kind)
    audit.record(actor=by.person, verb="turn.yes", target=offer)
    offer.delete()


def _give(meeting: Meeting, member: Membership, kind: str) -> None:
    first, last = meeting.days
    Hat.objects.get_or_create(
        collaborative_id=meeting.collaborative_id,
        member=member,
        kind=kind,
        since=first,
        until=last,
    )
