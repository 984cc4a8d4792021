"""What changed between two texts, word by word, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_LINES = 4000  # beyond these the whole text counts as changed: finding out would take minutes
MOST_WORDS = 3000  # in one stretch that changed
WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """Words that stayed ("same"), went ("gone") or came ("new"); "…" stands for what stayed."""

    how: str
    words: str


def difference(old: str, new: str) -> list[list[Piece]]:
    """Paragraphs that changed, each as its pieces; where nothing changed, an empty list."""
    before, after = old.splitlines(), new.splitlines()
    if max(len(before), len(after)) > MOST_LINES:
        return [] if old == new else [_whole(old, new)]
    found: list[list[Piece]] = []
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            if any(line.strip() for line in before[a:b]):
                found.append([Piece("same", "…")])
            continue
        gone, came = "\n".join(before[a:b]), "\n".join(after[c:d])
        if gone.strip() or came.strip():
            found.append(list(_words(gone, came)))
    return found if any(piece.how != "same" for line in found for piece in line) else []


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        yield from _whole(old, new)
        return
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            yield Piece("same", "".join(before[a:b]))
            continue
        if b > a:
            yield Piece("gone", "".join(before[a:b]))
        if d > c:
            yield Piece("new", "".join(after[c:d]))


def _whole(old: str, new: str) -> list[Piece]:
    return [Piece(how, words) for how, words in (("gone", old), ("new", new)) if words.strip()]
