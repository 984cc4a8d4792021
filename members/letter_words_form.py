"""A letter's subject and first lines, in the words of a place."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from collaborative.forms import Plain
from collaborative.text import LineField, TextField
from members.house_letters import tells


class LetterWordsForm(Plain, forms.Form):
    """Both may stay empty: then the letter has the words that it came with."""

    subject = LineField(
        label="Subject",
        required=False,
        max_length=80,
        help_text="It may show on a locked phone: no word about health, and no name.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    beginning = TextField(
        label="What it says first",
        required=False,
        max_length=600,
        help_text="A few lines after “Hello”. When, where and the links follow by themselves.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_subject(self) -> str:
        subject: str = self.cleaned_data["subject"]
        if tells(subject):
            raise ValidationError(
                "Whoever sees the phone would know what this is about. Please say it plainer."
            )
        return subject
