"""The sixteen kinds of output as one writes them down: buttons, and marks typed before the words.

A mark is a shortcut for somebody who types. It is read only where no kind was
chosen, and only where words follow: "-5 degrees" and "+44" keep their sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from prototypes.models import LOOKS, Output

Kind = Output.Kind

MARKS: dict[str, str] = {
    "+": Kind.MIGHT_WORK,
    "-": Kind.STEER_CLEAR,
    "~": Kind.WORRY,
    '"': Kind.QUOTE,
    "?": Kind.QUESTION,
    "!": Kind.IDEA,
}
# What phones make of them while one types.
AS_TYPED = MARKS | {"“": Kind.QUOTE, "„": Kind.QUOTE, "«": Kind.QUOTE, "–": Kind.STEER_CLEAR}
CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»"}

BULLET = re.compile(r"\s*(?:(?:[-–—•*·◦]|\d{1,3}[.)])(?:\s+|$))?")


@dataclass(frozen=True)
class Button:
    """One kind to press: its word, its paper, its shortcut."""

    value: str
    word: str
    look: str
    mark: str


def _button(kind: Output.Kind) -> Button:
    mark = next((mark for mark, meant in MARKS.items() if meant == kind), "")
    return Button(kind.value, str(kind.label), LOOKS.get(kind, "plain"), mark)


QUICK = [
    _button(kind) for kind in (Kind.NONE, Kind.MIGHT_WORK, Kind.STEER_CLEAR, Kind.WORRY, Kind.QUOTE)
]
MORE = [_button(kind) for kind in Kind if _button(kind) not in QUICK]


def read_mark(words: str) -> tuple[str, str]:
    """The kind that the first character stands for, and the words without it.

    ``("", words)`` where it is no mark: a number, another sign or nothing follows.
    """
    mark, rest = words[:1], words[1:].lstrip()
    if mark not in AS_TYPED or not _begins_words(rest):
        return "", words
    kind = AS_TYPED[mark]
    if kind == Kind.QUOTE and rest[-1] in CLOSING[mark] and not set(rest[:-1]) & set(CLOSING[mark]):
        rest = rest[:-1].rstrip()
    return kind, rest


def _begins_words(rest: str) -> bool:
    """Whether a letter or a picture comes first, or something that opens before one."""
    opens = len(rest) > 1 and rest[0] in "\"'("
    return bool(rest) and (rest[0].isalpha() or rest[0] > "\u2010" or opens)


def read_lines(wall: str) -> list[tuple[str, str]]:
    """A pasted wall as notes, kind and words: one for each line that says something.

    A dash with a space behind it begins a line of a list; right before a word it is the mark.
    """
    lines = (BULLET.sub("", line, count=1).strip() for line in wall.splitlines())
    return [read_mark(line) for line in lines if line]
