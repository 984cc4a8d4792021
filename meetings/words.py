"""A few words out of many."""

from __future__ import annotations

import re

END_OF_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def opening(text: str, most: int = 160) -> str:
    """The first sentences of the first paragraph, as many as fit; cut at a word if none does."""
    first = " ".join(text.strip().split("\n\n")[0].split())
    said = ""
    for sentence in END_OF_SENTENCE.split(first):
        longer = f"{said} {sentence}".strip()
        if len(longer) > most:
            break
        said = longer
    return said or shortened(first, most)


def around(text: str, words: str, most: int = 160) -> str:
    """The line of ``text`` in which ``words`` stand, and a little on either side."""
    text = " ".join(text.split())
    at = max(text.casefold().find(" ".join(words.split()).casefold()), 0)
    begin = max(at - most // 3, 0)
    begin = text.find(" ", begin) + 1 if begin else 0
    begin = min(begin, at)
    return ("… " if begin else "") + shortened(text[begin:], most)


def shortened(text: str, most: int) -> str:
    """At most so many letters, ending at a word."""
    if len(text) <= most:
        return text
    cut = text[:most]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:") + " …"
