"""What an order or an outline tells: who helps, who came first, who was here last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

import html5lib

MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
PHOTO = re.compile(r'<img class="photo"[^>]*>')
CARD = re.compile(r'<li class="card">(.*?)</li>', re.DOTALL)


LISTS = ("ul", "ol", "p", "dd", "tbody")  # what reads as one list of people


def in_order_of_appearance(text: str, names: Iterable[str]) -> list[str]:
    """Each of ``names`` once, as somebody reads down the text."""
    wanted = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return list(dict.fromkeys(re.findall(rf"\b({wanted})\b", text)))


def tells_by_order(page: str, names: Iterable[str]) -> bool:
    """Whether some list has three people or more in another order than the alphabet's."""
    names = list(names)
    main = MAIN.search(page)
    part = main.group() if main else page
    if is_by_name(in_order_of_appearance(unescape(TAG.sub(" ", part)), names)):
        return False
    tree = html5lib.parse(part, namespaceHTMLElements=False)
    lists = (each for each in tree.iter() if each.tag in LISTS)
    texts = (" ".join(each.itertext()) for each in lists)
    return not all(is_by_name(in_order_of_appearance(text, names)) for text in texts)


def is_by_name(found: list[str]) -> bool:
    return len(found) < 3 or found == sorted(found, key=str.casefold)


def outlines(page: str) -> set[str]:
    """The cards of a page without their words: one outline for everybody, or somebody stands out.

    A line or a photo that somebody left out is not there; it is everybody's own to leave.
    """
    page = PHOTO.sub("", page)
    bare = [re.sub(r">[^<]*<", "><", f">{card}<") for card in CARD.findall(page)]
    return {
        re.sub(r"(<p><b></b></p>)+", "<p><b></b></p>", re.sub(r"\s", "", card)) for card in bare
    }
