"""Somebody who has no mouse: tabs to a thing by its name, and presses a key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

MOST_TABS = 400

# What a screen reader would call the thing that has the focus: close enough to find it by.
NAME = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return "";
    const by = (here.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean);
    const said = by.map((id) => document.getElementById(id)?.textContent).join(" ")
        || here.getAttribute("aria-label")
        || [...(here.labels || [])].map((label) => label.textContent).join(" ")
        || here.textContent;
    return said.replace(/\\s+/g, " ").trim();
}"""


@dataclass
class Keyboard:
    """``pressed`` counts keys other than typing; ``activated`` what was followed or sent."""

    page: Any
    pressed: int = 0
    activated: int = 0

    @property
    def at(self) -> str:
        """The name of what has the focus."""
        return str(self.page.evaluate(NAME))

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def to(self, name: str, *, back: bool = False) -> Keyboard:
        """Tab on (or back) until something whose name begins so has the focus."""
        if re.match(name, self.at):
            return self
        seen = []
        for _ in range(MOST_TABS):
            self.press("Shift+Tab" if back else "Tab")
            seen.append(self.at)
            if re.match(name, seen[-1]):
                return self
        raise AssertionError(
            f"No tab leads to {name!r} on {self.page.url}, but to {sorted({*seen})[:40]}"
        )

    def enter(self, name: str = "", *, back: bool = False) -> None:
        """Activate what has the focus, or what is called so."""
        if name:
            self.to(name, back=back)
        self.activated += 1
        self.press("Enter")

    def follow(self, name: str, *, back: bool = False) -> None:
        """Activate what leads to another page, and wait for that page."""
        self.to(name, back=back)
        with self.page.expect_navigation():
            self.enter()

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
