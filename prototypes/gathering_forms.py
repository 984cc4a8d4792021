"""What may be typed about evidence, and about what belongs together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from collaborative.forms import Plain
from collaborative.text import LineField, TextField
from prototypes.models import Prototype
from prototypes.trying_forms import A_KEY, More, box


class EvidenceForm(More):
    """What it is, what it says, and of how many."""

    IN_SIGHT = ("title", "says", "size")

    title = LineField(label="What is it called?", max_length=160)
    says = TextField(
        label="What does it say?",
        max_length=2_000,
        help_text="The numbers in plain words, as they wrote them.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    size = LineField(
        label="Of how many people, and where?",
        required=False,
        max_length=160,
        help_text="Such as: 120 people in one town, over a year.",
    )
    caution = box("What can it not tell us?", 2, "Every study has something.")
    content_note = LineField(
        label="Good to know before reading",
        required=False,
        max_length=200,
        help_text="Such as: it speaks of trauma.",
    )
    link = forms.URLField(
        label="Where it stands",
        required=False,
        max_length=400,
        assume_scheme="https",
        error_messages={"invalid": "Please look at this again: it begins with https://"},
    )


class NewEvidenceForm(EvidenceForm):
    key = forms.RegexField(A_KEY, widget=forms.HiddenInput)


class ChangeEvidenceForm(EvidenceForm):
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)


class ChooseForm(Plain, forms.Form):
    """One of what we try."""

    prototype = forms.ChoiceField(label="Which one?")

    def __init__(self, *args: Any, rows: Iterable[Prototype], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.key: row for row in rows}
        offered = [("", "Choose one"), *((key, row.name) for key, row in self.rows.items())]
        self.fields["prototype"].choices = offered  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Prototype:
        return self.rows[self.cleaned_data["prototype"]]


class WholeForm(More):
    """What belongs together, and what it would be."""

    IN_SIGHT = ("name", "would_be", "still_missing")

    name = LineField(label="What shall we call it?", max_length=160)
    would_be = box("What would it be, if all of it were there?", 3)
    still_missing = box("What is still missing?", 2)


class NewWholeForm(WholeForm):
    key = forms.RegexField(A_KEY, widget=forms.HiddenInput)


class ChangeWholeForm(WholeForm):
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)
