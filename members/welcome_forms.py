"""What is typed around coming in and going: privacy, buddies, people without an account."""

from __future__ import annotations

from django import forms

from collaborative.forms import Plain
from collaborative.text import TextField


class GapForm(Plain, forms.Form):
    """Who is missing, as the group says it."""

    words = TextField(
        label="Who is not in the room",
        required=False,
        max_length=600,
        help_text="As you said it together: whose voice is missing, and what keeps them away."
        " Nobody’s name.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PrivacyForm(Plain, forms.Form):
    """What a collaborative says of its own under the privacy page."""

    words = TextField(
        label="In our own words",
        required=False,
        max_length=2000,
        help_text="Say how it is with you: who has the key, where paper lies. It may stay empty.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
