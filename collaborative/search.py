"""Finding words again. Each source is already limited to what the viewer may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from collaborative.registry import Registry

if TYPE_CHECKING:
    from members.models import Membership

MOST = 20  # of each source


@dataclass(frozen=True)
class Result:
    """One thing found: what it is called, a few of its words, and where it stands."""

    title: str
    words: str
    url: str


Source = Callable[["Membership", str], list[Result]]
sources: Registry[Source] = Registry()


def find(viewer: Membership, words: str) -> list[tuple[str, list[Result]]]:
    """Results by source, in the order announced; sources that found nothing are left out."""
    words = " ".join(words.split())
    if not words:
        return []
    found = [(name, source(viewer, words)[:MOST]) for name, source in sources.items()]
    return [(name, results) for name, results in found if results]
