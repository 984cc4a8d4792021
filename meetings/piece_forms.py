"""What may be typed of a piece for anybody to read, and as an answer to one."""

from __future__ import annotations

from typing import Any

from django import forms

from collaborative.forms import Plain
from collaborative.text import LineField, NameField, TextField
from meetings.models import Piece


class PieceForm(Plain, forms.Form):
    """``version`` is what the page was made from."""

    title = LineField(label="What is it about?", max_length=120)
    words = TextField(
        label="Your words",
        max_length=20_000,
        help_text="For people who were never here. First names are enough, and only of those who"
        " said yes.",
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    signature = LineField(
        label="Signed with, if you like",
        required=False,
        max_length=120,
        help_text="For this piece alone, and of yourself alone. A first name, more, or nothing.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    @classmethod
    def of(cls, piece: Piece, data: Any = None) -> PieceForm:
        names = ("title", "words", "signature", "version")
        return cls(data, initial={name: getattr(piece, name) for name in names})


class AnswerForm(Plain, forms.Form):
    """From anybody in the world."""

    words = TextField(
        label="What do you think?",
        max_length=2000,
        help_text="Somebody here reads it before it is shown. Nobody watches this box: in danger,"
        " ring 999.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    name = NameField(
        label="A name you like, or nothing",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
