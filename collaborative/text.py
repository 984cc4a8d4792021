"""What people type, cleaned or refused at the field.

Control characters and marks that turn the direction of a line are taken out
of long texts without a word. In names and other single lines they are
refused where they could be used to pass for somebody else.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MOST_WORDS = 1_000_000  # characters in one text; about the length of a long novel

# Zero-width and direction marks: nobody types them, and they hide or reorder what is read.
# U+200D (joiner) stays in long texts, where families and flags among emoji need it.
UNSEEN = {*"\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad", *map(chr, range(0x202A, 0x202F))}
UNSEEN |= set(map(chr, range(0x2066, 0x206A)))


def clean_text(value: str) -> str:
    """Several lines: NFC, one kind of line end, no control or unseen characters."""
    value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        letter
        for letter in value
        if letter in "\n\t" or (unicodedata.category(letter) != "Cc" and letter not in UNSEEN)
    ).strip()


def clean_line(value: str) -> str:
    """One line: as ``clean_text``, with every run of white space made one space."""
    return " ".join(clean_text(value).split())


def script(letter: str) -> str:
    """The alphabet a letter is of, by the first word of its Unicode name: LATIN, CYRILLIC…"""
    return unicodedata.name(letter, "?").split(" ")[0]


def check_name(value: str) -> str:
    """A name as people may wear it.

    Raises:
        ValidationError: nothing that can be read, or letters of two alphabets
            (a Cyrillic "а" in a Latin name passes for another person).
    """
    name = clean_line(value).replace("\u200d", "")
    letters = [letter for letter in name if letter.isalpha()]
    if not letters:
        raise ValidationError("A name needs at least one letter.", code="no_letter")
    if len({script(letter) for letter in letters}) > 1:
        raise ValidationError(
            "This name mixes letters of two alphabets that look alike. Please type it in one.",
            code="two_alphabets",
        )
    if any(unicodedata.category(letter) in ("So", "Cs", "Co", "Cn") for letter in name):
        raise ValidationError("Letters, please, and no pictures in a name.", code="picture")
    return name


class LineField(forms.CharField):
    """One line of somebody's words."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class NameField(LineField):
    """The name somebody wishes to be called by."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 80, **kwargs})

    def clean(self, value: Any) -> str:
        value = super().clean(value)
        return check_name(value) if value else value


class TextField(forms.CharField):
    """Several lines of somebody's words, up to a stated length; longer is refused, and kept."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": MOST_WORDS, **kwargs})

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")
