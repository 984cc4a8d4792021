"""The words that stand under items: only what every member may read, so the same for everyone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from meetings.models import Meeting
from members.models import Membership
from prototypes.models import Output, OutputQuerySet, ThemeOutput
from prototypes.models.output import clear
from roadmap.models import Evidence


def told_to(me: Membership) -> OutputQuerySet:
    """Cleared outputs of this collaborative: not held, not taken back, quotes with their yes.

    Those of a draft meeting are left out even for its helpers: a number on
    the board or in a report is the same whoever looks.
    """
    heard_of = Q(session__meeting__in=Meeting.objects.told_to(me).values("pk"))
    return Output.objects.filter(heard_of, collaborative=me.collaborative_id).cleared()


def through_output(me: Membership) -> Q:
    """The same as ``told_to``, for rows with an ``output``: the database begins at those rows.

    So of a hundred thousand notes it reads the few that stand under what is shown.
    """
    draft = Q(output__session__meeting__state=Meeting.State.DRAFT)
    return Q(output__collaborative=me.collaborative_id) & clear("output__") & ~draft


def said_under(me: Membership) -> QuerySet[Any]:
    """Rows of ``item`` and ``said``: each note under each item, itself or by a theme.

    A note that stands there twice gives two rows.
    """
    return (
        Evidence.objects.filter(collaborative=me.collaborative_id)
        .annotate(said=Coalesce("output_id", "theme__outputs__id"))
        .filter(said__in=told_to(me).values("pk"))
    )


def how_many(me: Membership, items: Collection[int]) -> dict[int, int]:
    """How many words stand under each of ``items``, itself or by its themes."""
    own = Evidence.objects.filter(through_output(me), item__in=items).order_by()
    by_theme = ThemeOutput.objects.filter(through_output(me), theme__evidence__item__in=items)
    pairs = own.values_list("item", "output").union(
        by_theme.order_by().values_list("theme__evidence__item", "output")
    )
    return Counter(item for item, _ in pairs)  # UNION: what stands there twice is one row


@dataclass
class Under:
    """What stands under one item: ``many`` words, the first few of them to read, its themes."""

    many: int = 0
    few: list[Output] = field(default_factory=list)


def a_few(me: Membership, *, each: int) -> dict[int, Under]:
    """Of each item up to ``each`` words to read and how many there are; two queries.

    Words put under the item itself come before those of its themes, then in
    the order in which they were said.
    """
    rows = said_under(me).order_by(F("theme").asc(nulls_first=True), "said")
    found: dict[int, dict[int, None]] = {}  # a dict keeps the order and drops what comes twice
    for item, said in rows.values_list("item", "said"):
        found.setdefault(item, {})[said] = None
    first = {item: list(said)[:each] for item, said in found.items()}
    outputs = told_to(me).in_bulk({pk for said in first.values() for pk in said})
    return {
        item: Under(len(said), [outputs[pk] for pk in first[item] if pk in outputs])
        for item, said in found.items()
    }
