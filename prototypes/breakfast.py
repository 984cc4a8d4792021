"""What the next breakfast hears: one or two things, and what was learned before anything else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest, JSONObject

from members.access import today_in
from members.models import Membership
from prototypes.models import Learning, Prototype, PrototypeQuerySet, TestCycle

TO_HEAR = 2
MOST_AWAKE = 5
A_YEAR = timedelta(days=365)


def to_hear(me: Membership) -> list[Any]:
    """The one or two of which there is news, each with ``learned`` and ``went``; one query.

    By the day of the newest learning or result, never by how well it went.
    """
    learned = Learning.objects.filter(prototype=OuterRef("pk")).order_by("-learned_on", "-pk")
    went = TestCycle.objects.filter(prototype=OuterRef("pk")).told().order_by("-told_on", "-n")
    rows = _here(me).annotate(
        learned=Subquery(
            learned.values(
                row=JSONObject(what="what", so_what="so_what", now_what="now_what", value="value")
            )[:1]
        ),
        went=Subquery(
            went.values(
                row=JSONObject(
                    n="n", happened="happened", surprised="surprised", next="next", key="key"
                )
            )[:1]
        ),
        newest=Greatest(
            Subquery(learned.values("learned_on")[:1]), Subquery(went.values("told_on")[:1])
        ),
    )
    return list(rows.exclude(newest=None).order_by(F("newest").desc(), "key")[:TO_HEAR])


def awake(me: Membership) -> PrototypeQuerySet:
    """What wanted to wake up by today; then what has slept for a year with no day to wake."""
    today = today_in(me.collaborative)
    forgotten = Q(wake_on=None, state_since__lte=today - A_YEAR)
    found = _here(me).parked().filter(Q(wake_on__lte=today) | forgotten)
    return found.order_by(F("wake_on").asc(nulls_last=True), "state_since", "key")[:MOST_AWAKE]


def _here(me: Membership) -> PrototypeQuerySet:
    return Prototype.objects.visible_to(me)
