"""What may be said of a place where we meet."""

from __future__ import annotations

from django import forms

from collaborative.forms import Plain
from collaborative.text import LineField, TextField

LINES = {"rows": 2}


def fact(label: str, help_text: str = "") -> TextField:
    """A few words that may be left out."""
    box = forms.Textarea(attrs=LINES)
    return TextField(label=label, help_text=help_text, required=False, max_length=500, widget=box)


class VenueForm(Plain, forms.Form):
    """The facts that somebody on a bad day needs before they set out."""

    address = LineField(label="Address", required=False, max_length=200)
    arrive = fact("How do people get in?", "Which door, what stands beside it, which bell.")
    step_free = fact("Is there a way without steps?", "Say also where it is narrow.")
    toilets = fact("Toilets")
    quiet_corner = fact("Where is it quiet?")
    bus = fact("Which bus?", "And how far from the stop.")
    food = fact("Food and drink")
    map_link = forms.URLField(
        label="A link to a map", required=False, max_length=300, assume_scheme="https"
    )
