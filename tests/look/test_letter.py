"""A letter's paper: the same in both parts, and who to turn to on every one."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import css_inline
import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from members import crisis
from tests.look.html import all_of, links, read, text_of

PLACE = SimpleNamespace(name="Larkmoor Living Well Collaborative", phone="01632 960147")


def letter(ending: str, **more: Any) -> str:
    words = mark_safe("<p>Thursday &amp; toast.</p>") if ending == "html" else "Thursday & toast."
    context = {
        "subject": "See you on Thursday",
        "name": "Seán O’Neill & son",
        "collaborative": PLACE,
        "crisis": crisis.lines("SCT"),
        "turn_to": ["Marisol"],
        "stop": "https://example.org/letters/abc/?a=1&b=2",
        "words": words,
        **more,
    }
    return render_to_string(f"letters/_letter.{ending}", context)


def test_both_parts_say_the_same() -> None:
    text = " ".join(letter("txt").replace("--\n", "").split())
    page = read(letter("html"))
    said = text_of(all_of(page, "table")[0])

    for words in [
        "Hello Seán O’Neill & son,",
        "Thursday & toast.",
        "Samaritans, day and night: ring 116 123",
        "Talk to Marisol. They listen first.",
        "Larkmoor Living Well Collaborative, 01632 960147",
    ]:
        assert words in text
        assert words in said
    assert "https://example.org/letters/abc/?a=1&b=2" in text
    assert [href for href, _ in links(page)] == ["https://example.org/letters/abc/?a=1&b=2"]


def test_the_footer_of_the_text_begins_where_it_can_be_cut_off() -> None:
    """The twin in HTML is made from what stands before it."""
    words, _, foot = letter("txt").rpartition("\n\n--\n")

    assert words.endswith("Thursday & toast.")
    assert foot.startswith("Nobody reads answers day and night.")


@pytest.mark.parametrize("ending", ["txt", "html"])
def test_what_is_not_there_leaves_no_gap(ending: str) -> None:
    bare = letter(ending, name="", collaborative=None, turn_to=[], stop="")

    assert not re.search(r"Hello|Talk to|Stop letters|None|\n\n\n\n", bare)
    assert "Thursday" in bare


def test_the_rules_are_written_onto_the_tags() -> None:
    """Nothing is left for a mail program to drop, and nothing is fetched."""
    sent = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(
        letter("html")
    )

    (left,) = re.findall(r"<style>(.*?)</style>", sent, re.DOTALL)
    assert left.strip().startswith("@media (prefers-color-scheme: dark)")
    assert left.count("@media") == 1
    assert "max-width: 600px" in sent
    assert re.findall(r"var\(|url\(|<img|<link", sent) == []
