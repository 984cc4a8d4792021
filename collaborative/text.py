"""What people type, cleaned or refused at the field.

Control characters and marks that turn the direction of a line are taken out
without a word. In names, what could pass for somebody else is refused, or
made the plain letter that it looks like.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MOST_WORDS = 1_000_000  # characters in one text; about the length of a long novel

# Zero-width and direction marks: nobody types them, and they hide or reorder what is read.
# U+200D (joiner) stays in long texts, where families and flags among emoji need it.
UNSEEN = {*"\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\u061c\u180e"}
UNSEEN |= {
    chr(code) for first, end in ((0x202A, 0x202F), (0x2061, 0x2070)) for code in range(first, end)
}

# Letters that draw nothing; a name of these alone would be an empty card.
BLANK = {*"\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"}

# Japanese and Korean names write these together; they pass for nobody else.
TOGETHER = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"}

STACKED = re.compile(r"[\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3,}")


def clean_text(value: str) -> str:
    """Several lines: NFC, one kind of line end, no control or unseen characters."""
    value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        letter
        for letter in value
        if letter in "\n\t"
        or (unicodedata.category(letter) not in ("Cc", "Cs") and letter not in UNSEEN)
    ).strip()


def clean_line(value: str) -> str:
    """One line: as ``clean_text``, with every run of white space made one space."""
    return " ".join(clean_text(value).split())


def clean_name(value: str) -> str:
    """One line, in plain letters: bold, circled and wide ones pass for others."""
    seen = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", value)
        if unicodedata.category(letter) != "Cf" and letter not in BLANK
    )
    return clean_line(seen)


def script(letter: str) -> str:
    """The alphabet a letter is of, by the first word of its Unicode name: LATIN, CYRILLIC…"""
    return unicodedata.name(letter, "?").split(" ")[0]


def alphabets(name: str) -> set[str]:
    """The alphabets a name is written in; what stands between letters has none."""
    letters = [
        letter for letter in name if unicodedata.category(letter) in ("Lu", "Ll", "Lt", "Lo")
    ]
    scripts = {script(letter) for letter in letters}
    return {"TOGETHER"} if scripts and scripts <= TOGETHER else scripts


def check_name(name: str) -> str:
    """A name as people may wear it, already cleaned.

    Raises:
        ValidationError: nothing that can be read, letters of two alphabets
            (a Cyrillic "а" in a Latin name passes for another person),
            a picture, or an address.
    """
    scripts = alphabets(name)
    if not scripts:
        raise ValidationError("A name needs at least one letter.", code="no_letter")
    if len(scripts) > 1:
        raise ValidationError(
            "This name mixes letters of two alphabets that look alike. Please type it in one.",
            code="two_alphabets",
        )
    if any(unicodedata.category(letter) in ("So", "Co", "Cn") for letter in name):
        raise ValidationError("Letters, please, and no pictures in a name.", code="picture")
    if STACKED.search(unicodedata.normalize("NFD", name)):
        raise ValidationError("Too many marks stand on one letter of this name.", code="marks")
    if "@" in name or "//" in name:
        raise ValidationError("A name, please, and no address: everybody reads it.", code="address")
    return name


class LineField(forms.CharField):
    """One line of somebody's words."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class NameField(LineField):
    """The name somebody wishes to be called by."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 80, **kwargs})

    def to_python(self, value: Any) -> str:
        return clean_name(super().to_python(value) or "")

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
