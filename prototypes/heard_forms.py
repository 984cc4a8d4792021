"""What may be typed about disagreements, what we heard, and the screen in the room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from collaborative.forms import Plain
from collaborative.text import LineField
from prototypes.forms import RowField, Words, offer
from prototypes.models import Output, Table, Tension


class TensionForm(Plain, forms.Form):
    """Two positions; what matters to each is behind More."""

    one = LineField(max_length=300, label="One side says")
    other = LineField(max_length=300, label="The other side says")
    matters_to_one = LineField(max_length=300, required=False, label="What matters to the first")
    matters_to_other = LineField(max_length=300, required=False, label="What matters to the other")


class EaseForm(Plain, forms.Form):
    state = forms.ChoiceField(choices=Tension.State.choices, label="How it stands")
    eased_by = LineField(max_length=300, required=False, label="What helped, if anything did")


class PairForm(Plain, forms.Form):
    """A challenge and the opportunity beside it, as two notes that know of each other."""

    challenge = LineField(max_length=1_000, label="The challenge")
    opportunity = LineField(max_length=1_000, label="The opportunity in it")
    sent_as = forms.UUIDField(widget=forms.HiddenInput)


class HeardForm(Plain, forms.Form):
    in_short = Words(
        max_length=2_000,
        required=False,
        label="In short and plain words",
        help_text="Five short sentences are enough. They stand first, for whoever reads no more.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    content_note = LineField(
        max_length=200,
        required=False,
        label="Is there something to know before reading on?",
        help_text="Such as: it speaks of a stay in hospital against somebody’s will.",
    )


class ScreenForm(Plain, forms.Form):
    """Which notes the screen shows."""

    table = RowField(nothing="All tables", label="Table")
    kind = forms.ChoiceField(required=False, label="Kind")

    def __init__(self, *args: Any, tables: Iterable[Table], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "table", tables)
        kinds = [choice for choice in Output.Kind.choices if choice[0]]
        self.fields["kind"].choices = [("", "All kinds"), *kinds]  # type: ignore[attr-defined]
