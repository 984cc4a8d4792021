"""What may be typed in the room. Saving is ``meetings.notes`` and ``meetings.worries``."""

from __future__ import annotations

from django import forms

from collaborative.forms import Plain
from collaborative.text import LineField, TextField
from meetings.agenda_forms import A_KEY


class NoteForm(Plain, forms.Form):
    """``sent_as`` is the number under which it is kept once, however often it is sent."""

    words = TextField(
        label="What was said",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "data-enter": "", "data-draft": ""}),
    )
    sent_as = forms.UUIDField(widget=forms.HiddenInput)


class DecisionForm(Plain, forms.Form):
    text = LineField(label="We decided", max_length=400)
    key = forms.RegexField(A_KEY, widget=forms.HiddenInput)


class InterestForm(Plain, forms.Form):
    """By body. A name stands there only if whoever types it is that person, and ticks it."""

    body = LineField(label="Who stands to gain? A body or a group", max_length=120)
    with_my_name = forms.BooleanField(
        label="It is mine, and my name may stand there", required=False
    )


class WorryForm(Plain, forms.Form):
    words = TextField(
        label="What worries you about it?", max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    sent_as = forms.UUIDField(widget=forms.HiddenInput)


class DidWeForm(Plain, forms.Form):
    did_we = TextField(label="Did we?", max_length=1000, widget=forms.Textarea({"rows": 2}))
    slip = forms.RegexField(A_KEY, widget=forms.HiddenInput)
