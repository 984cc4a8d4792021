"""Somebody on a page, who follows what stands there and presses what can be pressed.

No address is typed and no form is made up: a tap is possible only if the page
offers it. Opening what is folded is a tap too.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from django.core import mail
from django.test import Client

from tests.look.html import all_of, read, text_of

MOST_TAPS = 2


class Walk:
    """``taps`` so far; ``reached`` after how many a human was named, with a way to reach them."""

    def __init__(self, client: Client, path: str) -> None:
        self.client, self.taps, self.reached = client, 0, -1
        self._open(client.get(path, follow=True))

    def _open(self, response: Any) -> None:
        self.response = response
        self.status: int = response.status_code
        self.text: str = response.text
        self.page = read(self.text)
        self.above = {child: parent for parent in self.page.iter() for child in parent}
        at = response.request["PATH_INFO"]
        self.at = f"{at}?{query}" if (query := response.request.get("QUERY_STRING")) else at

    def says(self, words: str) -> bool:
        return words in text_of(self.page)

    def follow(self, words: str, /) -> Walk:
        """The first link whose words begin so."""
        link = self._find("a", words)
        self._tap(link)
        href = (link.get("href") or "").partition("#")[0]
        if href:
            self._open(self.client.get(href, follow=True))
        return self

    def press(self, words: str, /, **typed: str) -> Walk:
        """The first button whose words begin so, with what its form holds and what is typed."""
        button = self._find("button", words)
        self._tap(button)
        form = button
        while form.tag != "form":
            form = self.above[form]
        sent = {**_held(form), **typed}
        if name := button.get("name"):
            sent[name] = button.get("value", "")
        action = form.get("action") or self.at
        send = self.client.post if form.get("method") == "post" else self.client.get
        self._open(send(action, sent, follow=True))
        return self

    def finds(self, name: str) -> Walk:
        """The human is named here, and a number to ring or a box that writes to them stands by."""
        ways = [a.get("href", "") for a in all_of(self.page, "a")]
        way = any(href.startswith("tel:01632") or href.endswith("/concern/") for href in ways)
        assert self.says(name), f"{self.at} does not name {name}"
        assert way or self.says("Send it to this one person"), self.at
        return self._reached()

    def told(self, *, address: str, name: str) -> Walk:
        """The same by letter: one that lies there for somebody names the human."""
        letters = [letter for letter in mail.outbox if letter.to == [address]]
        assert letters, f"no letter to {address}"
        assert name in letters[-1].body
        return self._reached()

    def _reached(self) -> Walk:
        if self.reached < 0:
            self.reached = self.taps
        assert self.reached <= MOST_TAPS
        return self

    def _find(self, tag: str, words: str) -> Element:
        every = [each for each in all_of(self.page, tag) if text_of(each).startswith(words)]
        if not every:
            said = sorted({text_of(each)[:40] for each in all_of(self.page, tag)})
            raise AssertionError(f"no {tag} {words!r} on {self.at}, but {said}")
        return every[0]

    def _tap(self, element: Element) -> None:
        self.taps += 1
        while element in self.above:
            element = self.above[element]
            if element.tag == "details" and element.get("open") is None:
                self.taps += "menu" not in (element.get("class") or "")


def _held(form: Element) -> dict[str, str]:
    """What a browser would send of a form as it stands."""
    held: dict[str, str] = {}
    for each in all_of(form):
        name, kind = each.get("name"), each.get("type", "text")
        if not name:
            continue
        if each.tag == "textarea":
            held[name] = (each.text or "").removeprefix("\n")
        elif each.tag == "select":
            chosen = [o for o in all_of(each, "option") if o.get("selected") is not None]
            held[name] = chosen[0].get("value", "") if chosen else ""
        elif each.tag == "input" and kind in ("radio", "checkbox"):
            if each.get("checked") is not None:
                held[name] = each.get("value", "on")
        elif each.tag == "input" and kind != "file":
            held[name] = each.get("value", "")
    return held
