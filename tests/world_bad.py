"""What the bad days add to the world: a photo on a card, whose bytes are put where a test looks."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from collaborative.models import StoredFile
from members.models import Membership
from tests.hostile_photos import picture

PHOTO = picture(size=(320, 320))


def photos_in(people: dict[str, Membership]) -> Membership:
    """On the card of everybody who is here: cards that differ would say something.

    Returns the one that the crawl asks for.
    """
    for card in people.values():
        if card.left_on is None:
            card.photo = StoredFile.objects.create(
                file=f"stored/{card.key}", content_type="image/jpeg", owner=card.person
            )
            card.save(update_fields=["photo"])
    return people["member"]


def developed() -> None:
    """The bytes: each test has a store of its own, and a world lives longer than a test."""
    for photo in StoredFile.objects.filter(content_type="image/jpeg"):
        if not default_storage.exists(photo.file.name):
            default_storage.save(photo.file.name, ContentFile(PHOTO))
