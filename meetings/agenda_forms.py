"""What may be typed about an agenda. Saving is ``meetings.agenda_actions``."""

from __future__ import annotations

from django import forms

from collaborative.forms import Plain
from collaborative.keys import LETTERS
from collaborative.text import LineField
from meetings.models import AgendaItem

A_KEY = rf"^[{LETTERS}]{{10}}$"
MOST_MINUTES = 480


class ItemForm(Plain, forms.Form):
    """Words and minutes; kind and name under *More*."""

    title = LineField(label="What would you like to talk about or do?", max_length=200)
    minutes = forms.IntegerField(
        label="How many minutes?",
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        error_messages={
            "invalid": "Please write a number, like 20.",
            "min_value": "One minute at least.",
            "max_value": "That is more than a day. Shall we split it?",
        },
        widget=forms.NumberInput(attrs={"class": "fit", "inputmode": "numeric"}),
    )
    kind = forms.ChoiceField(
        label="What kind of thing is it?",
        required=False,
        choices=[("", "I need not say"), *AgendaItem.Kind.choices],
    )
    about_money = forms.BooleanField(label="It decides about money or a service", required=False)
    named = forms.BooleanField(label="Put my name beside it", required=False)
    key = forms.RegexField(A_KEY, widget=forms.HiddenInput)

    @property
    def more_is_open(self) -> bool:
        return any(self[name].errors or self[name].value() for name in ("kind", "about_money"))
