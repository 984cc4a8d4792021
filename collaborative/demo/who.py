"""Whom a visitor can come in as, and three to begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from collaborative.demo.content import PLACES
from meetings.models import Meeting
from members.access import today_in
from members.models import Collaborative, Hat, Membership
from members.models.membership import MembershipQuerySet

MEMBER = "a member"
HOLDING = "holding the next meeting"
LOOKING_AFTER = "looking after the collaborative"


@dataclass(frozen=True)
class Guest:
    """Somebody to come in as; ``helps`` says what with, just now, for the three to begin with."""

    card: Membership
    helps: str = ""
    has_namesake: bool = False

    @property
    def first_name(self) -> str:
        return self.card.chosen_name.split()[0]


@dataclass(frozen=True)
class Gathered:
    """The people of one place, each of them once."""

    collaborative: Collaborative
    to_begin_with: list[Guest]
    others: list[Guest]


def cards() -> MembershipQuerySet:
    """Everybody in the two places who could sign in by themselves, too; by name."""
    can_sign_in = Membership.objects.current().filter(
        person__email__isnull=False, person__is_active=True
    )
    here = can_sign_in.filter(collaborative__slug__in=PLACES)
    return here.select_related("collaborative", "person").by_name()


def by_place() -> list[Gathered]:
    """Places in the order of the demo."""
    everybody = list(cards())
    places = {card.collaborative.slug: card.collaborative for card in everybody}
    hats = list(Hat.objects.filter(collaborative__slug__in=PLACES).select_related("member"))
    coming = Meeting.objects.happening().upcoming().filter(collaborative__slug__in=PLACES)
    soonest = {meeting.collaborative_id: meeting for meeting in reversed(coming)}
    return [
        _gathered(
            place,
            [card for card in everybody if card.collaborative_id == place.pk],
            _helping(place, hats, soonest.get(place.pk)),
        )
        for place in (places[slug] for slug in PLACES if slug in places)
    ]


def _helping(place: Collaborative, hats: list[Hat], coming: Meeting | None) -> dict[int, str]:
    """What people help with just now, by the primary key of their card."""
    here = [hat for hat in hats if hat.collaborative_id == place.pk]
    helping = {}
    for hat in here:
        if hat.kind == Hat.Kind.FACILITATOR and coming and hat.is_on(coming.days[0]):
            helping[hat.member_id] = HOLDING
    for hat in here:
        if hat.kind == Hat.Kind.COORDINATOR and hat.is_on(today_in(place)):
            helping[hat.member_id] = LOOKING_AFTER
    return helping


def _gathered(place: Collaborative, here: list[Membership], helping: dict[int, str]) -> Gathered:
    named = Counter(card.chosen_name for card in here)
    guests = [Guest(card, has_namesake=named[card.chosen_name] > 1) for card in here]
    helpless = (
        guest
        for guest in guests
        if guest.card.pk not in helping and not guest.card.is_resting and not guest.has_namesake
    )
    first = [replace(guest, helps=MEMBER) for guest in _first(helpless)]
    for line in (HOLDING, LOOKING_AFTER):
        doing = (guest for guest in guests if helping.get(guest.card.pk) == line)
        first += [replace(guest, helps=line) for guest in _first(doing)]
    taken = {guest.card.pk for guest in first}
    return Gathered(place, first, [guest for guest in guests if guest.card.pk not in taken])


def _first(guests: Iterable[Guest]) -> list[Guest]:
    """The first one by name, in a list; an empty list for nobody."""
    return [guest for guest, _ in zip(guests, range(1), strict=False)]
