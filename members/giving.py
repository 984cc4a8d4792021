"""I am off: what somebody looks after for a while goes to somebody else, who says yes to it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from members import actions
from members.access import today_in
from members.errors import LooksAfterIt, NoLetterReachesThem, TooSoon
from members.models import Hat, Membership

LONGEST = timedelta(days=92)
GIVEN = (Hat.Kind.COORDINATOR, Hat.Kind.FACILITATOR)


def may_give(me: Membership) -> list[Hat.Kind]:
    """What this member does today and may ask somebody else to do for a while."""
    today = today_in(me.collaborative)
    mine = {hat.kind for hat in me.hats if hat.member_id == me.pk and hat.is_on(today)}
    return [kind for kind in GIVEN if kind in mine]


@transaction.atomic
def give(*, by: Membership, to: Membership, kind: str, until: date) -> None:
    """Ask ``to`` by letter; with their yes they help until that day, and it ends by itself.

    Nothing of ``by``'s own ends: whoever looks after things with no last day
    stays, so that there is always somebody.

    Raises:
        NoLetterReachesThem: they have no address; speak to them.
        LooksAfterIt: they listen when it is about the coordinator, and stay apart from it.
        TooSoon: the day has passed, or is too far away to be a while.
    """
    today = today_in(by.collaborative)
    if not today <= until <= today + LONGEST:
        raise TooSoon
    if to.person.email is None:
        raise NoLetterReachesThem
    listens = Hat.objects.on(today).filter(member=to, kind=Hat.Kind.INDEPENDENT)
    if kind == Hat.Kind.COORDINATOR and listens.exists():
        raise LooksAfterIt
    actions.invite(
        by=by,
        address=to.person.email,
        name=to.chosen_name,
        helps_with=kind,
        helps_until=until,
    )
