"""Every page: fit for WCAG 2.2 AA in light and dark, and no wider than the smallest screen."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.every import Visit, visits
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SMALLEST = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}

# What sticks out to the right, but for what scrolls inside a box of its own.
STICKS_OUT = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
        (each) => each.getBoundingClientRect().right > root.clientWidth + 1);
    return wide.slice(-3).map((each) => each.outerHTML.slice(0, 120));
}"""

UNFOLD = "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"


def faults(page: Any) -> list[str]:
    """What axe finds, a line for each place."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("visit", list(visits()), ids=str)
def test_anyone_can_read_it(visit: Visit, world: World, come: Any) -> None:
    """Small, light and folded as it comes; then wide, dark, with everything open."""
    person = None if visit.role == "anonymous" else world.persons[visit.role]
    still = {"reduced_motion": "reduce"}  # or axe would read a colour on its way to another
    page = come(person, viewport=SMALLEST, color_scheme="light", **still)
    visit.go(page, world)
    as_it_comes = page.evaluate(STICKS_OUT), faults(page)

    page.evaluate(UNFOLD)
    unfolded = page.evaluate(STICKS_OUT)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="dark")
    assert (as_it_comes, unfolded, faults(page)) == (([], []), [], [])
