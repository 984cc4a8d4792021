"""What a form was made from: whoever was quicker shows, and nobody is written over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db.models import Model

from collaborative.clock import say_day
from collaborative.keys import digest

LENGTH = 20
NOTHING = "nothing"


@dataclass(frozen=True)
class Differs:
    """One box of a form: what stands there now, and what was typed."""

    label: str
    theirs: str
    mine: str


class SeenField(forms.CharField):
    """The mark of what the page showed, sent back with what was typed."""

    def __init__(self) -> None:
        said = {"required": "This page is an old one. Please keep your words, and open it again."}
        super().__init__(max_length=LENGTH, widget=forms.HiddenInput, error_messages=said)


def mark(row: Model, *names: str) -> str:
    """A short mark of these columns. Another one, and somebody has changed them meanwhile."""
    return digest(repr([_plain(row.serializable_value(name)) for name in names]))[:LENGTH]


def _plain(value: object) -> str:
    return str(value.timestamp() if isinstance(value, datetime) else value)


def differing(form: forms.Form, theirs: dict[str, Any]) -> list[Differs]:
    """What a valid form says otherwise than the row does, in the order of its boxes."""
    found = []
    for bound in form:
        if not bound.is_hidden and bound.name in theirs:
            stands = bound.field.clean(_as_sent(bound.field, theirs[bound.name]))
            typed = bound.field.clean(bound.value())
            if stands != typed:
                label = str(bound.label).rstrip("?")
                found.append(Differs(label, _say(bound.field, stands), _say(bound.field, typed)))
    return found


def _as_sent(field: forms.Field, value: Any) -> Any:
    """As a browser would send it back."""
    return value if isinstance(field, forms.ChoiceField) else field.widget.format_value(value)


def _say(field: forms.Field, value: Any) -> str:
    if isinstance(value, date):
        return say_day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value or NOTHING)
