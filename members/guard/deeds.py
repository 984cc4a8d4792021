"""A job or caring told by a verb: "I manage the crisis team", "Lou, who cares for her dad"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from members.guard.lists import phrases
from members.guard.reading import Sentence

LEADS = (
    r"manag(?:e|es|ed)|runs?|ran|leads?|led|heads?|headed|supervis(?:e|es|ed)|directs?|directed|"
    r"commissions?|commissioned|oversees?|oversaw|inspects?|inspected|am in charge of|"
    r"(?:is|was|'s) in charge of|nurses?|nursed"
)
HABIT = r"(?: (?:also|still|now|once|used to|currently|\w+ly))*"
SOMEBODY = r"@(?: ,)?(?: who)?|he|she|they|who"
CARES = r"(?:cares?|cared|caring|looks? after|looked after|looking after)"
KIN = (
    r"(?:husband|wife|partner|mother|mum|father|dad|son|daughter|brother|sister|nan|gran|aunt|uncle|"
    r"grandmother|grandfather|child|children|parents|twin|neighbour)"
)
CARING = re.compile(
    rf"(?<!\S)(?:{SOMEBODY})(?: is| was| 's)? "
    rf"(?P<said>{CARES}(?: for)? (?:his|her|their)(?: \w+)? {KIN})\b"
)


def _leading() -> re.Pattern[str]:
    led = "|".join(" ".join(phrase) for phrase in sorted(phrases("led"), key=len, reverse=True))
    return re.compile(
        rf"(?<!\S)(?P<who>i|{SOMEBODY}){HABIT} "
        rf"(?P<said>(?:{LEADS})(?: [\w'-]+){{0,3}}? (?:{led}))(?!\S)"
    )


LEADING = _leading()


def deeds(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """First and last word (not included) of each, and whose it is: ``self`` or ``somebody``.

    Caring told of oneself is one's own to say, and not among them.
    """
    for match in LEADING.finditer(sentence.text):
        yield *_words(sentence, match), "self" if match["who"] == "i" else "somebody"
    for match in CARING.finditer(sentence.text):
        yield *_words(sentence, match), "somebody"


def _words(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    first = sentence.text[: match.start("said")].count(" ")
    return first, first + match["said"].count(" ") + 1
