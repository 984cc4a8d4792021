"""The photo on somebody's own card, if they like one: kept, shown to their fellow members, gone."""

from __future__ import annotations

from django.db import transaction

from collaborative import audit, files
from members.models import Membership, User


@transaction.atomic
def put(*, card: Membership, by: User, content: bytes) -> None:
    """Put a photo on one's own card, in place of the one before; ``content`` is drawn anew."""
    take_off(card)
    card.photo = files.store(
        content=content, content_type="image/jpeg", owner=card.person, for_good=True
    )
    card.save(update_fields=["photo"])
    audit.record(actor=by, verb="member.photo", target=card)


@transaction.atomic
def take_out(*, card: Membership, by: User) -> None:
    """Take it off one's own card."""
    if card.photo_id is not None:
        take_off(card)
        audit.record(actor=by, verb="member.photo_out", target=card)


def take_off(card: Membership) -> None:
    """Bytes and rows, without a word."""
    photo, card.photo = card.photo, None
    if photo is not None:
        card.save(update_fields=["photo"])
        files.remove(photo)
