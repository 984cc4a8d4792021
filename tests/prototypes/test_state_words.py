"""Words for how something stands say what it is, and judge neither it nor anybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prototypes.models import GrewFrom, Learning, Permission, Prototype, RedTape, TestCycle

JUDGES = re.compile(
    r"\b(pass\w*|fail\w*|success\w*|good|bad|best|worst|poor|weak|strong|right|wrong|win\w*|los\w*"
    r"|score\w*|rank\w*|rating|red|amber|green|on track|off track|overdue|late|lazy|behind"
    r"|compliant|deadline|owner|own|blame|fault|complete|incomplete|approved|rejected|denied)\b",
    re.IGNORECASE,
)
CHOICES = [
    Prototype.State,
    Prototype.AskedBy,
    TestCycle.Decision,
    TestCycle.HowMany,
    Learning.Kind,
    Permission.State,
    RedTape.Really,
    GrewFrom.How,
]
STATE = re.compile(r'_state\.html" with word=[^%]* kind=("[^"]*"|\S+)')
PAGES = Path(__file__).parents[2] / "templates" / "prototypes"


@pytest.mark.parametrize("choices", CHOICES, ids=lambda choices: choices.__qualname__)
def test_no_word_judges(choices: type) -> None:
    labels = [str(label) for label in choices.labels]  # type: ignore[attr-defined]
    assert [label for label in labels if JUDGES.search(label)] == []


@pytest.mark.parametrize("word", ["Failed", "On track", "Red", "Overdue", "Success", "Rejected"])
def test_the_list_knows_a_judging_word(word: str) -> None:
    assert JUDGES.search(word)


def test_a_state_is_a_word_in_a_frame_and_has_no_colour_of_its_own() -> None:
    """Every state on these pages is drawn alike, whatever it is."""
    kinds = set()
    for page in PAGES.glob("*.html"):
        kinds |= set(
            re.findall(r'_state\.html" with word=[^%]* kind=("[^"]*"|\S+)', page.read_text())
        )
    assert kinds == {'""'}
