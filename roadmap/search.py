"""Finding items of the roadmap again: by what they are called, why they matter, what comes next."""

from __future__ import annotations

from django.db.models.functions import Lower

from collaborative.finding import matching
from collaborative.search import MOST, Result, sources
from meetings.words import around
from members.models import Membership
from roadmap.models import RoadmapItem

TEXTS = ("title", "need", "aim", "next_step", "stuck_because", "carried_by", "waiting_for")


def items(viewer: Membership, words: str) -> list[Result]:
    """Items by title; reasons of moves are not looked through, they can be struck out."""
    found = matching(RoadmapItem.objects.visible_to(viewer), *TEXTS, words=words)
    return [
        Result(title=item.title, words=_where(item, words), url=item.get_absolute_url())
        for item in found.order_by("near", Lower("title"), "number")[:MOST]
    ]


def _where(item: RoadmapItem, words: str) -> str:
    """The text in which the words stand; what it is for when that is the title."""
    texts = [getattr(item, name) for name in TEXTS[1:]]
    holding = [text for text in texts if words.casefold() in text.casefold()]
    return around((holding or [item.need or item.next_step])[0], words)


sources.announce("Roadmap", items)
