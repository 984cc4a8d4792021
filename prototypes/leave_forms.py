"""What may be typed about a yes, a rule and a card. Saving is ``prototypes.asking_leave``."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from collaborative.forms import Plain
from collaborative.text import LineField, TextField
from prototypes.models import Permission, RedTape
from prototypes.trying_forms import A_KEY, More, box, check_day, day


class WantForm(More):
    """Of which body, for what, and whether it was asked."""

    IN_SIGHT = ("text", "body", "asked_on")

    text = LineField(
        label="What do we ask for?",
        max_length=300,
        help_text="As a question that can be answered with yes.",
    )
    body = LineField(
        label="Of which body?",
        max_length=160,
        help_text="An organisation, never a person. The group asks, nobody alone.",
    )
    asked_on = day("When was it asked?", hint="Leave it empty if it is still to be asked.")
    about = LineField(label="What is it for?", required=False, max_length=200)
    key = forms.RegexField(A_KEY, widget=forms.HiddenInput)

    def clean_asked_on(self) -> date | None:
        return check_day(self.cleaned_data["asked_on"])


class HearForm(More):
    """What they said; conditions and reasons in their own words."""

    IN_SIGHT = ("state", "words", "on")

    state = forms.ChoiceField(label="How does it stand?", choices=Permission.State.choices)
    words = LineField(
        label="In a few words",
        required=False,
        max_length=400,
        help_text="Conditions, or the reason they gave.",
    )
    on = day("On which day?", hint="Today, if you leave it empty.")
    expires_on = day("Good until")
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked_on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked_on = asked_on

    def clean_on(self) -> date | None:
        return check_day(self.cleaned_data["on"])

    def clean_expires_on(self) -> date | None:
        return check_day(self.cleaned_data["expires_on"])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        state, on = data.get("state"), data.get("on")
        if state == Permission.State.CONDITIONS and not data.get("words"):
            self.add_error("words", "Say which conditions.")
        if state == Permission.State.REFUSED and not data.get("words"):
            self.add_error("words", "Say why, as they said it.")
        if state in Permission.ANSWERED and on and self.asked_on and on < self.asked_on:
            self.add_error("on", "That is before it was asked. Did the year slip?")
        if data.get("expires_on") and state not in (
            Permission.State.GIVEN,
            Permission.State.CONDITIONS,
        ):
            self.add_error("expires_on", "Only a yes can end on a day.")
        return data


class RenameForm(Plain, forms.Form):
    name = LineField(label="What is it called now?", max_length=160)


class RuleForm(More):
    """A rule, who says so, and whether it is one."""

    IN_SIGHT = ("rule", "who_says_so", "really")

    rule = LineField(label="What does the rule say?", max_length=300)
    who_says_so = LineField(
        label="Who says so?",
        required=False,
        max_length=300,
        help_text="A paper, a form, a body; “everybody says it” is an answer.",
    )
    really = forms.ChoiceField(label="Is it really a rule?", choices=RedTape.Really.choices)
    answer = box("What did we find out?", 2)


class NewRuleForm(RuleForm):
    key = forms.RegexField(A_KEY, widget=forms.HiddenInput)


class ChangeRuleForm(RuleForm):
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)


class CardForm(More):
    """What it is called, what it says, and what we might borrow."""

    IN_SIGHT = ("title", "says", "borrow")

    title = LineField(label="What is it called?", max_length=160)
    says = TextField(
        label="What does it say?", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    borrow = box("What might we borrow?")
    place = LineField(label="Where is it from?", required=False, max_length=120)
    reframed = box("What did they see another way round?")
    five_minutes = LineField(
        label="If you have five minutes",
        required=False,
        max_length=300,
        help_text="The one thing to read, watch or do.",
    )
    content_note = LineField(
        label="Good to know before reading",
        required=False,
        max_length=200,
        help_text="Such as: it speaks of loss.",
    )
    link = forms.URLField(
        label="A page about it",
        required=False,
        max_length=400,
        assume_scheme="https",
        error_messages={"invalid": "Please look at this again: it begins with https://"},
    )
    key = forms.RegexField(A_KEY, widget=forms.HiddenInput)


class WhyForm(Plain, forms.Form):
    text = LineField(label="What would you like to ask?", max_length=300)
