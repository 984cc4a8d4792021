"""A piece for anybody to read, with one answer that is shown and one that waits."""

from __future__ import annotations

from datetime import timedelta

from collaborative.demo.content import Place
from meetings.models import Piece, PieceReply


def load(place: Place) -> None:
    for row in place.content.get("pieces", []):
        out = place.dates.at("anchor 09:00") - timedelta(days=row["days_ago"])
        by = place.made["p-abi"]
        piece = Piece.objects.create(
            collaborative=place.collaborative,
            title=row["title"],
            words=row["words"],
            signature=row["signature"],
            signed_by=by,
            state=Piece.State.PUBLIC,
            check_until=(out - timedelta(days=1)).date(),
            published_at=out,
        )
        for answer in row["answers"]:
            at = out + timedelta(days=2)
            PieceReply.objects.create(
                collaborative=place.collaborative,
                piece=piece,
                name=answer["name"],
                words=answer["words"],
                sent_at=at,
                shown_at=at + timedelta(days=1) if answer["shown"] else None,
            )
