"""What our trying things out holds about a person: that they are in a team. And what goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from collaborative.takeout import Holding, holdings
from members.models import Membership, User
from prototypes.models import Credit, TeamMember


def teams(of: User) -> Iterable[dict[str, Any]]:
    mine = TeamMember.objects.filter(member__person=of).select_related("prototype")
    return [{"You try": row.prototype.name} for row in mine.order_by("prototype__started_on")]


def leave_teams(member: Membership) -> None:
    TeamMember.objects.filter(member=member).delete()


def named(of: User) -> Iterable[dict[str, Any]]:
    mine = Credit.objects.filter(member__person=of).select_related("prototype")
    rows = mine.order_by("prototype__started_on")
    return [{"You wished to be named with": row.prototype.name} for row in rows]


def take_names_off(member: Membership) -> None:
    if not member.keeps_name:
        Credit.objects.filter(member=member).delete()


holdings.announce(
    "named with",
    Holding(
        model="prototypes.credit",
        words="Ideas that you wished to be named with",
        why="You asked for it. Ideas have no owner, so nobody is named otherwise.",
        kept="Until you take it back, or leave without your name.",
        seen_by="Everybody here.",
        fields=("member",),
        said={"member": "that it is you"},
        rows=named,
        let_go=take_names_off,
    ),
)
holdings.announce(
    "teams",
    Holding(
        model="prototypes.teammember",
        words="What you try with others",
        why="So that people know whom to ask about it.",
        kept="Until you step out of it, or leave. What was learned stays, and names nobody.",
        seen_by="Everybody here.",
        fields=("member",),
        said={"member": "that it is you"},
        rows=teams,
        let_go=leave_teams,
    ),
)
