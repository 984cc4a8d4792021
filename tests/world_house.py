"""Pieces for anybody to read: public here with an answer that waits, a draft in the other place."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from meetings.models import Piece, PieceReply

if TYPE_CHECKING:
    from tests.world import World


def pieced(world: World) -> None:
    """The draft is nobody's business out there; an answer is read by who looks after it."""
    now = timezone.now()
    world.here.rows["piece"] = Piece.objects.create(
        collaborative=world.here.collaborative,
        title="What we learned about waiting",
        words="A chair and a hello make it half as long.",
        signature="Somebody who waits",
        signed_by=world.here.people["member"],
        state=Piece.State.PUBLIC,
        published_at=now,
        check_until=now.date() - timedelta(days=1),
    )
    PieceReply.objects.create(
        collaborative=world.here.collaborative,
        piece=world.here.rows["piece"],
        name=world.say("nobody", "name of an answer", "Pip"),
        words=world.say("nobody", "answer", "So true."),
    )
    world.there.rows["piece"] = Piece.objects.create(
        collaborative=world.there.collaborative,
        title=world.say("there", "piece", "A draft about buses"),
        words=world.say("there", "piece words", "Not ready."),
        signature=world.say("there", "signature of a piece", "Una of the moor"),
        signed_by=world.there.people["member"],
    )
