"""Words that no collaborative may take for its address: they lead to other pages."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver

ALWAYS = {"static", "demo"}  # served besides the addresses, or only sometimes among them

MOST = 40  # letters, as the column has it

WORD = re.compile(r"[a-z0-9-]+")


def reserved() -> set[str]:
    """The first word of every address of ours that begins with a word."""
    return ALWAYS | _first_words(get_resolver().url_patterns)


def _first_words(patterns: list[URLPattern | URLResolver]) -> set[str]:
    words: set[str] = set()
    for entry in patterns:
        route = str(entry.pattern)
        if route == "" and isinstance(entry, URLResolver):
            words |= _first_words(entry.url_patterns)
        elif word := WORD.match(route):
            words.add(word[0])
    return words


def check_slug(slug: str) -> None:
    """Raises ValidationError for a word that is taken by one of our own pages."""
    if slug in reserved():
        raise ValidationError("This word leads to another page here. Please choose another one.")
