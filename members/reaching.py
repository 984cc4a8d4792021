"""People whom letters do not reach: told by post, phone or text, and by name on a list.

Who is on which list is behind the wall, and each look is noted. That letters
fail is known of the member, never of the address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.models import Letter
from members import lanyards, letters, listening
from members.access import today_in
from members.errors import NobodyToTurnTo, NotTheirs
from members.lanyards import RouteKind
from members.models import Collaborative, Hat, Invitation, Membership, User
from members.models.membership import MembershipQuerySet

EMAIL = "email"
WAYS = {
    "post": RouteKind.POST,
    "phone": RouteKind.PHONE,
    "text": RouteKind.TEXT,
    "supporter": RouteKind.SUPPORTER,
}

# Whose letters nobody else may turn to another address: what is said to them is private, and
# they keep an eye on whoever would do it.
KEPT_APART = (Hat.Kind.COORDINATOR, *Hat.LISTENING)


@dataclass(frozen=True)
class Line:
    """One person on a list to print."""

    name: str
    value: str
    best_times: str
    leave_message: bool


def without_letters(place: Collaborative) -> MembershipQuerySet:
    """Those who take part and have no address for letters; by name."""
    here = Membership.objects.taking_part().filter(collaborative=place)
    return here.filter(person__email=None).by_name()


def unreached(place: Collaborative) -> MembershipQuerySet:
    """Those whose last letter the other server refused for good, with ``since``; by name."""
    ended = Letter.objects.filter(
        person=OuterRef("person"), state__in=[Letter.State.SENT, Letter.State.REFUSED]
    ).order_by("-pk")
    here: Any = Membership.objects.taking_part().filter(
        collaborative=place, person__email__isnull=False
    )
    here = here.annotate(
        how_it_went=Subquery(ended.values("state")[:1]),
        since=Subquery(ended.values("not_before")[:1]),
    )
    refused: MembershipQuerySet = here.filter(how_it_went=Letter.State.REFUSED).by_name()
    return refused


def refused_invitations(place: Collaborative) -> int:
    """How many letters to people who are asked in, and not here yet, came back. No names."""
    waiting = Invitation.objects.open().filter(collaborative=place)
    back = Letter.objects.filter(kind=letters.INVITATION, state=Letter.State.REFUSED)
    return back.filter(
        place=place.pk, person__in=waiting.values("member__person"), not_after__gt=timezone.now()
    ).count()


def listed(*, by: Membership, kind: str) -> list[Line]:
    """A list to print, by name; that somebody looked is noted for each person on it."""
    place = by.collaborative
    routes = {route.person_id: route for route in lanyards.lent(place, kind, by=by.person)}
    cards = Membership.objects.taking_part().filter(collaborative=place, person__in=routes)
    return [
        Line(card.chosen_name, route.value, route.best_times, route.leave_message)
        for card in cards.by_name()
        for route in [routes[card.person_id]]
    ]


@transaction.atomic
def add(*, by: Membership, name: str, kind: str, value: str) -> Membership:
    """Somebody who has no email and has said yes: a card, and the one way they gave.

    Raises:
        NobodyToTurnTo: nobody is named yet for when something feels wrong.
    """
    place = by.collaborative
    if listening.missing(place):
        raise NobodyToTurnTo
    person = User.objects.create(email=None)
    card = Membership.objects.create(
        collaborative=place,
        person=person,
        chosen_name=name,
        state=Membership.State.WELCOMED,
        digest_upto=timezone.now(),
    )
    lanyards.write_in(person, kind, value, by=by.person)
    audit.record(actor=by.person, verb="member.add", target=card)
    return card


@transaction.atomic
def write_in(*, by: Membership, member: Membership, kind: str, value: str) -> None:
    """A new way to reach somebody, as they said it; the old one is not shown to anybody.

    Their private part is shut until they say that it is right. An address that
    is somebody else's changes nothing, and nothing tells so.

    Raises:
        NotTheirs: letters reach this member, or it is one who looks after or listens.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=member.person_id)
    if not may_write_in(by, member):
        raise NotTheirs
    if kind != EMAIL:
        lanyards.write_in(person, kind, value, by=by.person)
        if person.private_shut_at is None:
            User.objects.filter(pk=person.pk).update(private_shut_at=timezone.now())
    elif not _new_address(person, value):
        return
    audit.record(actor=by.person, verb="member.write_in", target=member)
    outbox.nudge()


def _new_address(person: User, value: str) -> bool:
    """A first letter goes there at once: if that one fails too, their name stands there again."""
    address = value.strip().lower()
    try:
        with transaction.atomic():
            User.objects.filter(pk=person.pk).update(
                email=address, private_shut_at=timezone.now(), address_written_in=True
            )
    except IntegrityError:  # somebody else comes in with it
        return False
    card = Membership.objects.current().filter(person=person).select_related("collaborative")
    letters.post_written_in(card[0])
    return True


def may_write_in(by: Membership, member: Membership) -> bool:
    """Only where letters fail or cannot go, and never for oneself or those kept apart."""
    place = by.collaborative
    kept = Hat.objects.on(today_in(place)).filter(member__person=member.person_id)
    if member == by or kept.filter(kind__in=KEPT_APART).exists():
        return False
    cards = (without_letters(place), unreached(place))
    return any(each.filter(pk=member.pk).exists() for each in cards)


def may_confirm(person: User, *, came_in_on: date | None) -> bool:
    """Whether it can be said here that the new way is right.

    Where the address itself is new, whoever holds it could be anybody: only a
    device that was signed in before can say so.
    """
    if person.private_shut_at is None or not person.address_written_in:
        return True
    return came_in_on is not None and came_in_on < person.private_shut_at.date()


@transaction.atomic
def confirm(person: User) -> None:
    """It is right: their private part opens to them again, as it was."""
    User.objects.filter(pk=person.pk).update(private_shut_at=None, address_written_in=False)
    audit.record(actor=person, verb="member.confirm", target=person)


@transaction.atomic
def begin_again(person: User) -> None:
    """Their private part opens empty: what was in it is taken out unread."""
    lanyards.clear(person)
    confirm(person)
