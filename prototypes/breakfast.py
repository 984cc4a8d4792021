"""What the next breakfast hears: one or two things, and what was learned before anything else."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Greatest, JSONObject

from members.access import today_in
from members.models import Membership
from prototypes.models import Learning, Prototype, PrototypeQuerySet, TestCycle

TO_HEAR = 2
MOST_AWAKE = 5


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
    """What wanted to wake up by today."""
    found = _here(me).awake(today_in(me.collaborative))
    return found.order_by("wake_on", "key")[:MOST_AWAKE]


def _here(me: Membership) -> PrototypeQuerySet:
    return Prototype.objects.visible_to(me)
