"""Whether everybody can read a page: axe for WCAG 2.2 AA, and nothing wider than the screen."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

SMALLEST = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}

# How such a page is opened. Still: or axe would read a colour on its way to another.
SMALL_AND_LIGHT = {"viewport": SMALLEST, "color_scheme": "light", "reduced_motion": "reduce"}

AXE = Axe().axe_script
RUN = """() => axe.run({
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    resultTypes: ["violations"],
}).then(({ violations }) => violations.flatMap(
    (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target}`)))"""

# What sticks out to the right; what scrolls inside a box of its own does not.
STICKS_OUT = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
        (each) => each.getBoundingClientRect().right > root.clientWidth + 1);
    return wide.map((each) => each.outerHTML.slice(0, 80));
}"""

UNFOLD = "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })"


def faults(page: Any) -> dict[str, list[str]]:
    """Small, light and folded as it comes; then wide, dark, with everything open."""
    page.evaluate(AXE)
    small = page.evaluate(STICKS_OUT), page.evaluate(RUN)
    page.evaluate(UNFOLD)
    unfolded = page.evaluate(STICKS_OUT)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="dark")
    found = {
        "sticks out at 320 px": small[0],
        "sticks out at 320 px, unfolded": unfolded,
        "axe, light": small[1],
        "axe, dark and unfolded": page.evaluate(RUN),
    }
    return {what: where for what, where in found.items() if where}
