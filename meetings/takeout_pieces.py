"""What pieces for anybody to read hold about a person, and of who answers them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from collaborative.takeout import Holding, holdings
from meetings.models import Piece
from members.models import Membership, User

Rows = Iterable[dict[str, Any]]


def signed(of: User) -> Rows:
    mine = Piece.objects.filter(signed_by__person=of)
    return [{"A piece for anybody": each.title, "Signed with": each.signature} for each in mine]


def forget_signed(member: Membership) -> None:
    if not member.keeps_name:
        Piece.objects.filter(signed_by=member).update(signature="", signed_by=None)


holdings.announce(
    "signed pieces",
    Holding(
        model="meetings.piece",
        words="Pieces for anybody to read that you signed",
        why="Because you wished it, for that one.",
        kept="Until you take it off. When you leave it goes, if you wish.",
        seen_by="Anybody in the world, once the piece is public.",
        fields=("signature", "signed_by"),
        said={"signature": "what you signed it with", "signed_by": "that it was you"},
        rows=signed,
        let_go=forget_signed,
    ),
)
holdings.announce(
    "answers to pieces",
    Holding(
        model="meetings.piecereply",
        words="What somebody out there answered to a piece",
        why="So that it can stand under the piece, once somebody here has read it.",
        kept="Thirty days if nobody shows it. Else as long as the piece.",
        seen_by="Whoever looks after the place; anybody in the world, once it is shown.",
        fields=("name", "words", "sent_at"),
        said={
            "name": "the name they liked, or none",
            "words": "what they said",
            "sent_at": "when they said it",
        },
        rows=lambda of: [],  # no account and no address: whose it is, nobody knows
    ),
)
