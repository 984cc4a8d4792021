"""Reading our pages as a browser does, but strictly."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib


def read(words: str) -> Element:
    """The tree of a whole page. Raises where HTML is not valid, which a browser would hide."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(words.strip())


def read_part(words: str) -> Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(words)


def all_of(root: Element, name: str = "*") -> list[Element]:
    return [element for element in root.iter(name) if isinstance(element.tag, str)]


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def by_id(root: Element, name: str) -> Element:
    (found,) = [element for element in all_of(root) if element.get("id") == name]
    return found


def classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def ids(root: Element) -> list[str]:
    return [name for element in all_of(root) if (name := element.get("id"))]


def links(root: Element) -> Iterator[tuple[str, str]]:
    """Where each link leads, and its words."""
    return ((link.get("href", ""), text_of(link)) for link in all_of(root, "a"))
