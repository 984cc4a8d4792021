"""The way back to the roadmap: from anything that may be tied to an item, to the items."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from meetings.models import Commitment, Meeting
from members.models import Membership
from prototypes.models import Output, Permission, PrototypingSession
from roadmap.models import RoadmapItem, RoadmapItemQuerySet
from roadmap.words import told_to


@dataclass(frozen=True)
class Way:
    """``rows`` are those the viewer may read; ``over`` says which items stand on one of them.

    ``ties`` names the link by which one may be tied to an item there and then.
    """

    eyebrow: str
    rows: Callable[[Membership], Any]
    over: Callable[[Membership, Any], Q]
    ties: str = ""

    def items(self, me: Membership, row: Any) -> RoadmapItemQuerySet:
        found = RoadmapItem.objects.filter(self.over(me, row), collaborative=me.collaborative_id)
        return RoadmapItem.objects.visible_to(me).filter(pk__in=found.values("pk")).in_order()


def _notes(me: Membership, row: PrototypingSession) -> Q:
    """Only through words that every member may read: what is held back leads nowhere."""
    told = told_to(me).filter(session=row).values("pk")
    return Q(evidence__output__in=told) | Q(evidence__theme__outputs__in=told)


WAYS: dict[str, Way] = {
    "said": Way(
        "Something that was said",
        told_to,
        lambda me, row: Q(evidence__output=row) | Q(evidence__theme__outputs=row),
        ties="output",
    ),
    "session": Way(
        "A session",
        lambda me: PrototypingSession.objects.visible_to(me.person).filter(
            collaborative=me.collaborative_id, meeting__in=Meeting.objects.told_to(me).values("pk")
        ),
        _notes,
    ),
    "meeting": Way(
        "A meeting",
        Meeting.objects.told_to,
        lambda me, row: Q(evidence__meeting=row) | Q(moves__meeting=row),
        ties="meeting",
    ),
    "asked": Way(
        "Something we asked for",
        lambda me: Permission.objects.visible_to(me.person).filter(
            collaborative=me.collaborative_id
        ),
        lambda me, row: Q(evidence__permission=row) | Q(evidence__prototype=row.prototype_id or 0),
        ties="permission",
    ),
    "promised": Way(
        "Something we said we would do",
        lambda me: (
            Commitment.objects.visible_to(me.person)
            .filter(collaborative=me.collaborative_id)
            .shown()
        ),
        lambda me, row: Q(evidence__commitment=row),
        ties="commitment",
    ),
}


def called(row: Any) -> str:
    """What stands at the head of its page; a note has no title but its words."""
    return str(row.said if isinstance(row, Output) else getattr(row, "text", None) or row.title)


def way_back(row: Any) -> str:
    """The page of the thing itself; a note's is its session."""
    return str((row.session if isinstance(row, Output) else row).get_absolute_url())
