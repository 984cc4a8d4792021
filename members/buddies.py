"""Company at the first three meetings: asked for by whoever is new, offered by whoever likes."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from collaborative import audit
from members import actions
from members.access import today_in
from members.models import Buddying, Hat, Membership
from members.models.membership import HatQuerySet, MembershipQuerySet


def offering(place_of: Membership) -> HatQuerySet:
    """Today's offers in this place, of people who take part."""
    return Hat.objects.on(today_in(place_of.collaborative)).filter(
        collaborative=place_of.collaborative_id,
        kind=Hat.Kind.BUDDY,
        member__state__in=Membership.TAKING_PART,
    )


def who_offers(place_of: Membership) -> MembershipQuerySet:
    """The same as cards, by name."""
    return Membership.objects.filter(pk__in=offering(place_of).values("member")).by_name()


@transaction.atomic
def ask(*, me: Membership) -> bool:
    """Whoever is new would like a buddy; False for anybody else. Asked twice, it is once."""
    if not me.is_new:
        return False
    row, made = Buddying.objects.get_or_create(
        newcomer=me, defaults={"collaborative_id": me.collaborative_id}
    )
    if made:
        audit.record(actor=me.person, verb="buddy.ask", target=row)
    return True


def offer(*, me: Membership) -> None:
    """One's own yes, until one takes it back."""
    actions.begin_to_help(member=me, kind=Hat.Kind.BUDDY)


@transaction.atomic
def offer_no_more(*, me: Membership) -> None:
    """From now on. Whoever has this buddy already keeps them until either says otherwise."""
    today = today_in(me.collaborative)
    mine = offering(me).filter(member=me)
    for hat in mine:
        audit.record(actor=me.person, verb="buddy.offer_no_more", target=hat)
    mine.filter(since=today).delete()
    mine.update(until=today - timedelta(days=1))


@transaction.atomic
def pair(*, newcomer: str, buddy: str, by: Membership) -> Buddying | None:
    """Put two together, by the keys of their cards; None where either does not wish it."""
    asked = Buddying.objects.select_for_update(of=("self",)).filter(
        collaborative=by.collaborative_id, newcomer__key=newcomer
    )
    row = asked.select_related("newcomer").first()
    chosen = who_offers(by).filter(key=buddy).first()
    if row is None or chosen is None or chosen.pk == row.newcomer_id:
        return None
    row.buddy = chosen
    row.save(update_fields=["buddy"])
    audit.record(actor=by.person, verb="buddy.pair", target=row)
    return row


@transaction.atomic
def part(*, me: Membership, newcomer: str) -> None:
    """Either says so, or three meetings are over. The buddy going leaves the other asking."""
    for row in Buddying.objects.of(me).filter(newcomer__key=newcomer):
        audit.record(actor=me.person, verb="buddy.part", target=row)
        if row.newcomer_id == me.pk:
            row.delete()
        else:
            row.buddy = None
            row.save(update_fields=["buddy"])
