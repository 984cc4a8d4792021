"""On a small phone what matters stands on the first screen, and one sees where one is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.keyboard import Keyboard
from tests.pages import PAGES
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# Each with its words; the head, the words, the quick bar and the button of a note.
ON_THE_FIRST = {
    "home": ("h1", "text=The corner café", "#answer-yes", "#answer-maybe", "#answer-no"),
    "prototypes:capture": ("h1", "#capture textarea", "#capture .kinds", "#capture .btn.main"),
}

OUTLINE = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
}"""


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("name", ON_THE_FIRST)
def test_seen_without_moving(name: str, script: bool, world: World, come: Any) -> None:
    page = come(world.persons["facilitator"], java_script_enabled=script)
    page.goto(PAGES[name].url(name, world.here))
    height = page.viewport_size["height"]
    for what in ON_THE_FIRST[name]:
        box = page.locator(what).first.bounding_box()
        assert (what, box["y"] >= 0, box["y"] + box["height"] <= height) == (what, True, True)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["home", "prototypes:capture", "prototypes:grouping", "roadmap:board", "roadmap:item"]
)
def test_the_focus_is_seen(name: str, look: str, world: World, come: Any) -> None:
    """Every stop of the Tab key has an outline of two pixels or more."""
    page = come(world.persons["facilitator"], color_scheme=look)
    page.goto(PAGES[name].url(name, world.here))
    keys = Keyboard(page)
    stops = 0
    for _ in range(40):
        keys.press("Tab")
        if keys.at == "":
            continue  # the end of the page, or a box without words
        stops += 1
        assert page.evaluate(OUTLINE) >= 2, keys.at
    assert stops >= 20
