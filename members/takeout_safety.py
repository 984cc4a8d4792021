"""What is held of somebody who was asked to step back, and of the two who asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from collaborative.takeout import Holding, holdings
from members import takeout_said as said
from members.models import StepBack, User


def steps_back(of: User) -> Iterable[dict[str, Any]]:
    """About them, once two people had agreed; and that they were one of two, without the words."""
    mine = Q(member__person=of, confirmed_at__isnull=False)
    one_of_two = Q(asked_by__person=of) | Q(second__person=of)
    rows = StepBack.objects.filter(mine | one_of_two).select_related("collaborative", "member")
    return [_about(row) if row.member.person_id == of.pk else _asked(row) for row in rows]


def _about(row: StepBack) -> dict[str, Any]:
    return {
        "You were asked to step back from": row.collaborative.name,
        "Why": row.why,
        "Since": row.confirmed_at,
        "Until": row.ended_at,
        "Before that you were": row.get_was_display(),
    }


def _asked(row: StepBack) -> dict[str, Any]:
    return {
        "You asked somebody to step back, or were asked to agree": row.asked_at,
        "Two agreed": row.confirmed_at,
        "It ended": row.ended_at,
    }


holdings.announce(
    "stepping back",
    Holding(
        model="members.stepback",
        words="Being asked to step back, or asking it of somebody",
        why="So that it takes two people, can be looked at again, and can be undone.",
        kept="What nobody agreed to: seven days. The words: three months after it is over. That it"
        " was: as long as your card.",
        seen_by="The two who agreed, whoever you turn to about it, and you. Nobody else, and no"
        " list.",
        fields=(
            "member",
            "asked_by",
            "second",
            "why",
            "was",
            "asked_at",
            "confirmed_at",
            "ended_at",
        ),
        private=("why",),
        said=said.STEPBACK,
        rows=steps_back,
    ),
)
