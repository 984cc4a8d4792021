"""What came of meetings, told by every floor above, for lists of meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from collaborative.registry import Registry


@dataclass(frozen=True)
class Line:
    """One line under a meeting: words, where they lead, and a shape beside them."""

    words: str
    url: str = ""
    shape: str = ""
    look: str = ""  # a class of the style sheet, such as a horizon


Announcer = Callable[[Collection[Any]], dict[int, list[Line]]]
announcers: Registry[Announcer] = Registry()


def lines_for(meetings: Collection[Any]) -> dict[int, list[Line]]:
    """Lines by the meeting's primary key; one query for each announcer, however many meetings."""
    lines: dict[int, list[Line]] = defaultdict(list)
    for announcer in announcers.values():
        for pk, found in announcer(meetings).items():
            lines[pk].extend(found)
    return lines
