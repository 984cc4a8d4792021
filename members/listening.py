"""Who listens when something feels wrong: named before anybody else is asked in."""

from __future__ import annotations

from datetime import date

from members.access import independent, today_in, turn_to
from members.models import Collaborative, Hat, Invitation, Membership

KINDS = Hat.LISTENING
NOT_YET = (
    "Before anybody is invited, two people are named: one to turn to when something feels wrong,"
    " and one for worries about those who look after us."
)


def asked(place: Collaborative) -> dict[str, date]:
    """Kind of helping → when somebody was last asked and has not said yes. No names."""
    waiting = Invitation.objects.open().filter(collaborative=place).exclude(helps_with="")
    rows = waiting.order_by("sent_at").values_list("helps_with", "sent_at")
    return {kind: sent.astimezone(place.zone).date() for kind, sent in rows}


def missing(place: Collaborative) -> set[str]:
    """Which of the two is neither named nor asked. Whoever looks after us is not independent."""
    on = Hat.objects.on(today_in(place)).filter(collaborative=place)
    after = on.filter(kind=Hat.Kind.COORDINATOR).values("member")
    named = on.filter(kind__in=KINDS).exclude(kind=Hat.Kind.INDEPENDENT, member__in=after)
    lacking = {kind.value for kind in KINDS} - set(named.values_list("kind", flat=True))
    return lacking - set(asked(place)) if lacking else lacking


def named(me: Membership) -> dict[str, list[str]]:
    """Kind of helping → those who have said yes, by name; asks nothing of the database twice."""
    return {Hat.Kind.CONCERN: turn_to(me), Hat.Kind.INDEPENDENT: independent(me)}
