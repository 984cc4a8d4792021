"""The guard on labelled sentences: how much it finds, and how often it speaks up for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from members.guard import hints
from tests.figures import Figure
from tests.guard import corpus

LINES = corpus.read()
DEMO = Path(__file__).parents[2] / "collaborative" / "demo" / "larkmoor.yaml"


def test_the_corpus_is_whole() -> None:
    assert len(LINES) == 300
    assert sum(line.leaks for line in LINES) == 141
    assert all(bool(line.spans) == line.leaks for line in LINES)


def test_most_leaks_are_found_and_few_clean_lines_are_pointed_at(figure: Figure) -> None:
    leaks = [line for line in LINES if line.leaks]
    clean = [line for line in LINES if not line.leaks]
    found = sum(bool(hints(line.text)) for line in leaks)
    alarms = sum(bool(hints(line.text)) for line in clean)
    figure("title guard, leaks found", f"{found} of {len(leaks)}")
    figure("title guard, false alarms", f"{alarms} of {len(clean)}")

    assert found >= 0.9 * len(leaks)
    assert alarms <= 0.05 * len(clean)


def test_hints_stand_on_the_words_that_would_have_to_go() -> None:
    touched = total = 0
    for line in LINES:
        said = hints(line.text)
        for start, end in line.spans:
            total += 1
            touched += any(hint.start < end and start < hint.end for hint in said)

    assert touched >= 0.9 * total


def test_nobodys_own_lived_experience_is_hinted_at() -> None:
    own = [line for line in LINES if line.why.startswith("own:")]

    assert len(own) >= 9
    assert [line.text for line in own if hints(line.text)] == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "@", "' 's .", "Dr", "Band", "I", "ex-"])
def test_next_to_nothing_is_no_trouble(text: str) -> None:
    assert [hint.words for hint in hints(text)] in ([], [text])


def write_ups() -> Iterator[str]:
    demo = yaml.safe_load(DEMO.read_text(encoding="utf-8"))
    for meeting in demo["meetings"]:
        if written := meeting.get("write_up"):
            yield written["body"]


def test_a_write_up_of_the_demo_is_seldom_interrupted(figure: Figure) -> None:
    texts = list(write_ups())
    words = sum(len(text.split()) for text in texts)
    said = sum(len(hints(text)) for text in texts)
    figure("title guard, hints in a write-up of 200 words", f"{200 * said / words:.2f}")

    assert words > 3000
    assert 200 * said / words < 1


def test_the_demo_leaks_are_found_and_its_scenes_are_not() -> None:
    demo = yaml.safe_load(DEMO.read_text(encoding="utf-8"))
    quirks = demo["quirks"]
    rows = {
        row["id"]: row for name in ("outputs", "scenarios", "roadmap_items") for row in demo[name]
    }
    rows |= {item["id"]: item for m in demo["meetings"] for item in m.get("agenda", [])}

    for leak in quirks["title_leaks"]:
        row = rows[leak["ref"]]
        found = [hint.words.casefold() for hint in hints(row.get("words") or row["title"])]
        assert found == [words.casefold() for words in leak["strings"]]
    for quiet in quirks["title_guard_should_stay_quiet"]:
        texts = [value for value in rows[quiet["ref"]].values() if isinstance(value, str)]
        assert [hint.words for text in texts for hint in hints(text)] == []
