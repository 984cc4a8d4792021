"""Letting go in time of what the rules say goes (``takeout``): chores of every hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from collaborative.chores import chores
from collaborative.models import AuditEntry
from members import lanyards
from members.models import Invitation, Membership, User

NEVER_CAME = timedelta(days=30)  # after the invitation is over
LOOKS = timedelta(days=365)


@transaction.atomic
def forget_who_never_came(now: datetime) -> int:
    """A name and an address that somebody else typed; their owner never said yes."""
    over = Invitation.objects.filter(member=OuterRef("pk"))
    fresh = over.filter(not_after__gte=now - NEVER_CAME)
    never = Membership.objects.filter(Exists(over), state=Membership.State.INTRODUCED)
    never = never.exclude(Exists(fresh))
    people = set(never.values_list("person", flat=True))
    gone, _ = Membership.objects.filter(pk__in=[card.pk for card in never]).delete()
    for person in User.objects.filter(pk__in=people, memberships=None):
        lanyards.forget(person, by=None)  # they may have come in by a code, and written there
        person.delete()
    return gone


def forget_looks(now: datetime) -> int:
    """That somebody opened what is private: a year is long enough to ask about it."""
    looks = Q(verb__startswith="lanyard.") | Q(verb__endswith=".look")
    return AuditEntry.objects.filter(looks, at__lt=now - LOOKS).delete()[0]


for name, chore in (
    ("never came", forget_who_never_came),
    ("looks", forget_looks),
):
    chores.announce(name, chore)
