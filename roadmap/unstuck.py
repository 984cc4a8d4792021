"""What set stuck things free: what they were stuck on, and what was said when they moved again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from members.models import Membership
from roadmap.models import RoadmapItem, StuckOn, Update

MOST = 60  # of all kinds together, the newest


@dataclass(frozen=True)
class Freed:
    """One time that something came unstuck."""

    item: RoadmapItem
    kind: str
    because: str
    stuck_on: date
    freed_on: date
    by: str  # what was said on that day

    @property
    def days(self) -> int:
        return (self.freed_on - self.stuck_on).days


@dataclass(frozen=True)
class Pattern:
    """All that was stuck on one kind of thing, the newest first."""

    words: str
    freed: list[Freed]


def freeing(me: Membership) -> QuerySet[Update]:
    """Updates that told of an item no longer stuck; ``before`` says since when, and on what.

    What an update leaves blank did not change, so the one before it is the last that told a state.
    """
    told = Update.objects.filter(item=OuterRef("item")).exclude(state="")
    earlier = Q(on__lt=OuterRef("on")) | Q(on=OuterRef("on"), pk__lt=OuterRef("pk"))
    last = told.filter(earlier).order_by("-on", "-pk")
    row = JSONObject(on="on", kind="stuck_on", because="stuck_because")
    return (
        Update.objects.filter(item__in=RoadmapItem.objects.visible_to(me).values("pk"))
        .exclude(state__in=["", RoadmapItem.State.STUCK])
        .annotate(
            was=Subquery(last.values("state")[:1], output_field=CharField()),
            before=Subquery(last.values(row=row)[:1]),
        )
        .filter(was=RoadmapItem.State.STUCK)
        .order_by("-on", "-pk")
    )


def patterns(me: Membership) -> list[Pattern]:
    """By what things were stuck on, in the order in which we ask about it; two queries."""
    rows = list(freeing(me)[:MOST])
    items = RoadmapItem.objects.visible_to(me).in_bulk({row.item_id for row in rows})
    found = [_freed(row, items[row.item_id]) for row in rows]
    return list(_by_kind(found))


def _freed(row: Update, item: RoadmapItem) -> Freed:
    before = row.before  # type: ignore[attr-defined]
    return Freed(
        item=item,
        kind=before["kind"],
        because=before["because"],
        stuck_on=date.fromisoformat(before["on"]),
        freed_on=row.on,
        by=row.text,
    )


def _by_kind(found: list[Freed]) -> Iterator[Pattern]:
    for kind, words in [*StuckOn.choices, ("", "Something else")]:
        of_it = [freed for freed in found if freed.kind == kind]
        if of_it:
            yield Pattern(str(words), of_it)
