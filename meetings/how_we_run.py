"""How a collaborative runs, as something to hand on: to read, to print, and to begin another with.

It holds words and a rhythm, and no person, place, address or date.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction

from collaborative.text import clean_line
from meetings.models import MeetingSeries
from members.models import Collaborative, Hat

FORM = 1
LINES = ("agreement", "values")
LINE, MOST_LINES = 300, 40
HORIZONS = {"word": 40, "means": LINE}
NAMES = ("now", "next", "wow")


class NotAPattern(Exception):
    """What is wrong with it, in plain words."""


def pattern(place: Collaborative) -> dict[str, Any]:
    """One query. Where people may stand is not in it: a rare line could point at somebody."""
    rules = MeetingSeries.objects.filter(collaborative=place, ended=False).order_by("pk")
    return {
        "form": FORM,
        "agreement": place.agreement,
        "agreement limit": place.agreement_limit,
        "values": place.values,
        "horizons": {
            name: {part: getattr(place, f"{name}_{part}") for part in HORIZONS} for name in NAMES
        },
        "who helps": [kind.label for kind in Hat.Kind],
        "we meet": [f"{rule.name}: {rule.words}" for rule in rules],
    }


def as_file(place: Collaborative) -> str:
    return json.dumps(pattern(place), ensure_ascii=False, indent=2) + "\n"


def read(text: str) -> dict[str, Any]:
    """A pattern that ``begin_like`` can take; unknown parts of it are left out.

    Raises:
        NotAPattern: it is not one of ours, or somebody has broken it.
    """
    try:
        found = json.loads(text)
        if found["form"] != FORM:
            raise NotAPattern("It is of another release.")
        kept: dict[str, Any] = {name: _lines(found[name]) for name in LINES}
        kept["agreement_limit"] = _line(found["agreement limit"])
        for name in NAMES:
            for part, most in HORIZONS.items():
                kept[f"{name}_{part}"] = _line(found["horizons"][name][part], most)
    except (KeyError, TypeError, ValueError, RecursionError):
        raise NotAPattern("It is not a file that tells how a collaborative runs.") from None
    return kept


def _line(words: Any, most: int = LINE) -> str:
    if not isinstance(words, str):
        raise TypeError
    return clean_line(words)[:most]


def _lines(lines: Any) -> list[str]:
    if not isinstance(lines, list):
        raise TypeError
    return [line for each in lines[:MOST_LINES] if (line := _line(each))]


@transaction.atomic
def begin_like(place: Collaborative, kept: dict[str, Any]) -> None:
    """Give a new place the words of another one: theirs to change, like the ready ones."""
    Collaborative.objects.filter(pk=place.pk).update(**kept)
