"""The word lists beside this file: one entry a line, ``#`` for what a list is about."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"

# A word with its dots and hyphens; what follows an apostrophe; any other sign.
TOKEN = re.compile(r"[^\W_]+(?:(?:[.-]|'(?=[A-Z][a-z]))[^\W_]+)*|'(?i:s|m|re|ve|d|ll|t)\b|[^\s]")

Phrase = tuple[str, ...]


@cache
def phrases(name: str) -> frozenset[Phrase]:
    """The entries of a list, each as the words it is made of."""
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(
        tuple(TOKEN.findall(line.strip().lower()))
        for line in lines
        if line.strip() and not line.startswith("#")
    )


@cache
def words(name: str) -> frozenset[str]:
    """Every single word in a list."""
    return frozenset(word for phrase in phrases(name) for word in phrase)


@cache
def starting(name: str) -> dict[str, list[Phrase]]:
    """The entries of a list by their first word, the longest first."""
    found: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases(name), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


@cache
def alone(*names: str) -> frozenset[str]:
    """Entries of one word, out of several lists."""
    return frozenset(p[0] for name in names for p in phrases(name) if len(p) == 1)


JOBS = ("titles", "heads", "trades", "ranks", "modifiers")
SPELT = (*JOBS, "employers", "labels", "diagnoses", "describing")


@cache
def known() -> frozenset[str]:
    """Words that the lists are about: none of them is taken for somebody's name."""
    more = ("departments", "qualifications", "honorifics", "grades")
    return frozenset(word for name in (*SPELT, *more) for word in words(name))


@cache
def ordinary() -> frozenset[str]:
    """Words that are nobody's name when they are typed small."""
    return known() | words("common")


@cache
def slips() -> dict[str, str]:
    """Long words of the lists with one letter left out or two swapped, as people mistype them."""
    found: dict[str, str] = {}
    for word in sorted({w for name in SPELT for w in words(name) if len(w) > 6}):
        for at in range(1, len(word) - 1):
            found.setdefault(word[:at] + word[at + 1 :], word)
            if at < len(word) - 2:
                found.setdefault(word[:at] + word[at + 1] + word[at] + word[at + 2 :], word)
    return {slip: word for slip, word in found.items() if slip not in ordinary()}


@cache
def mended(word: str) -> str:
    """The word of the lists that a mistyped one was meant to be, or the word itself."""
    if word.startswith("ex-") and word[3:] in known():
        return word[3:]
    if len(word) < 6 or word in ordinary():
        return word
    if word in slips():
        return slips()[word]
    for at in range(1, len(word) - 1):  # one letter too many
        shorter = word[:at] + word[at + 1 :]
        if len(shorter) > 6 and shorter in known():
            return shorter
    return word
