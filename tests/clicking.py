"""Somebody without a script: follows links and presses buttons that stand on the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from django.test import Client

from tests.look.html import all_of, read, text_of


@dataclass
class Clicks:
    """``made`` are the clicks: each link followed, each button pressed. Typing is none."""

    client: Client
    path: str = ""
    tree: Any = None
    made: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """From a bookmark, or a letter: no click."""
        self._see(self.client.get(path, follow=True), path)

    def _see(self, response: Any, path: str) -> None:
        assert response.status_code == 200, (path, response.status_code)
        self.path = response.redirect_chain[-1][0] if response.redirect_chain else path
        self.tree = read(response.text)

    @property
    def words(self) -> str:
        return text_of(self.tree)

    def follow(self, words: str) -> None:
        links = [link for link in all_of(self.tree, "a") if text_of(link).startswith(words)]
        assert links, (words, [text_of(link) for link in all_of(self.tree, "a")])
        self.made.append(words)
        self.open(urljoin(self.path, (links[0].get("href") or "").partition("#")[0]))

    def press(self, words: str, **typed: str) -> None:
        """The first button that begins so, with its form as it stands and what is typed into it."""
        form, button = next(
            (form, button)
            for form in all_of(self.tree, "form")
            for button in all_of(form, "button")
            if text_of(button).startswith(words)
        )
        sent = {**_filled_in(form), **typed}
        if button.get("name"):
            sent[button.get("name", "")] = button.get("value", "")
        assert form.get("method") == "post"
        self.made.append(words)
        path = urljoin(self.path, form.get("action") or "")
        self._see(self.client.post(path, sent, follow=True), path)


def _filled_in(form: Element) -> dict[str, str]:
    """What a browser would send of a form that nobody has touched."""
    found: dict[str, str] = {}
    for box in all_of(form, "input"):
        ticked = box.get("checked") is not None or box.get("type") not in ("checkbox", "radio")
        if box.get("name") and ticked and box.get("type") != "submit":
            found[box.get("name", "")] = box.get("value", "")
    for box in all_of(form, "textarea"):
        found[box.get("name", "")] = "".join(box.itertext()).lstrip("\n")
    for box in all_of(form, "select"):
        options = all_of(box, "option")
        chosen = [each for each in options if each.get("selected") is not None] or options
        found[box.get("name", "")] = chosen[0].get("value", "") if chosen else ""
    return found
