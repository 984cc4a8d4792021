"""Somebody has died: letters and open doors end at once, and their name can stay with us.

A slip of the hand must be put right: for thirty days nothing that is theirs
alone is wiped, and one press brings them back. Then address, private part and
letters go as with everybody who leaves.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from collaborative import audit
from collaborative.chores import chores
from members import access, actions, erasure, signing_out
from members.errors import NotTheirs
from members.models import Collaborative, Hat, Invitation, Membership, User
from members.models.membership import MembershipQuerySet

CAN_BE_PUT_RIGHT = timedelta(days=30)


def may_remember(me: Membership) -> bool:
    """Whoever looks after things, or listens: on such a day one of them may be the one who died."""
    today = access.today_in(me.collaborative)
    kinds = (Hat.Kind.COORDINATOR, *Hat.LISTENING)
    return me.state in Membership.TAKING_PART and any(
        hat.is_on(today) for hat in me.hats if hat.member_id == me.pk and hat.kind in kinds
    )


def of_late(place: Collaborative) -> MembershipQuerySet:
    """Those with whom it can still be put right."""
    since = timezone.localdate(timezone=place.zone) - CAN_BE_PUT_RIGHT
    late = Membership.objects.remembered().filter(collaborative=place, left_on__gte=since)
    back = Membership.objects.filter(person=OuterRef("person"), collaborative=place, left_on=None)
    return late.exclude(Exists(back)).exclude(person__is_active=False).by_name()


@transaction.atomic
def remember(*, card: Membership, by: Membership, words: str, keeps_name: bool) -> None:
    """End what is open for somebody who has died; ``by`` looks after things if nobody else does.

    Raises:
        NotTheirs: ``by`` may not, or it is their own card, or of somebody who is not here.
    """
    place = Collaborative.objects.select_for_update().get(pk=by.collaborative_id)
    if not may_remember(by) or card.pk == by.pk:
        raise NotTheirs
    here = Membership.objects.current().filter(collaborative=place, pk=card.pk)
    found = here.select_for_update(of=("self",)).select_related("collaborative", "person").first()
    if found is None:
        raise NotTheirs
    card = found
    if access.is_last_coordinator(card):
        actions.begin_to_help(member=by, kind=Hat.Kind.COORDINATOR)
        worn = Hat.objects.on(access.today_in(place))
        worn.filter(member=by, kind=Hat.Kind.COORDINATOR).update(until=None)
    card.state, card.left_on = Membership.State.REMEMBERED, access.today_in(place)
    card.remembered_as = words
    erasure.let_go(card, keeps_name=keeps_name)
    Invitation.objects.filter(member__person=card.person, used_at=None).delete()
    signing_out.everywhere(card.person)
    audit.record(actor=by.person, verb="member.remember", target=card)


@transaction.atomic
def put_right(*, card: Membership, by: Membership) -> None:
    """They are well, and it was somebody else: back as they were, without a pile of letters.

    Raises:
        NotTheirs: ``by`` may not, or it is too late.
    """
    if not may_remember(by) or not of_late(by.collaborative).filter(pk=card.pk).exists():
        raise NotTheirs
    Membership.objects.filter(pk=card.pk).update(
        state=Membership.State.ACTIVE,
        left_on=None,
        keeps_name=True,
        remembered_as="",
        digest_upto=timezone.now(),
    )
    audit.record(actor=by.person, verb="member.put_right", target=card)


@transaction.atomic
def wipe_what_is_theirs(now: datetime) -> int:
    """Thirty days on: address, private part and letters, where they are in no other place."""
    day = timezone.localdate(now) - CAN_BE_PUT_RIGHT
    cards = Membership.objects.filter(person=OuterRef("pk"))
    over = User.objects.filter(
        Exists(cards.filter(state=Membership.State.REMEMBERED)),
        ~Exists(cards.filter(left_on=None)),
        ~Exists(cards.filter(left_on__gte=day)),
        is_active=True,
    )
    people = list(over)
    for person in people:
        erasure.wipe(person, by=None)
    return len(people)


chores.announce("remembered", wipe_what_is_theirs)
