"""When we meet, as people say it: "the second Thursday, from 9 to 11"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from collaborative.clock import WEEKDAYS
from collaborative.forms import DayInput, Plain
from collaborative.text import LineField
from meetings.forms import ClockInput
from meetings.rules import BY_DATE, WHICH, Rule
from members import ready
from members.access import today_in
from members.models import Collaborative

A_YEAR = timedelta(days=366)
FIT = {"class": "fit"}


class RuleForm(Plain, forms.Form):
    """Which days, from when until when, and where. What is left out has a plain default."""

    which = forms.ChoiceField(label="Which ones", choices=WHICH, widget=forms.Select(attrs=FIT))
    weekday = forms.TypedChoiceField(
        label="Day",
        coerce=int,
        choices=list(enumerate(WEEKDAYS)),
        widget=forms.Select(attrs=FIT),
    )
    starts = forms.TimeField(label="From", widget=ClockInput())
    ends = forms.TimeField(label="Until", widget=ClockInput())
    place = LineField(
        label="Where?",
        required=False,
        max_length=120,
        help_text="Like “The corner café, Dock Lane”. It can wait.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    arrive = LineField(
        label="How do people get in?",
        required=False,
        max_length=300,
        help_text="Which door, what stands beside it, which bell.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = LineField(
        label="What do you call it?",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={**FIT, "autocomplete": "off"}),
    )
    first_on = forms.DateField(
        label="From which day on?",
        required=False,
        help_text="Left empty: from tomorrow.",
        widget=DayInput(),
    )

    def __init__(self, *args: Any, collaborative: Collaborative, **kwargs: Any) -> None:
        first = {"which": "second", "weekday": 3, "name": ready.MEETING}
        kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.collaborative = collaborative

    @property
    def more_is_open(self) -> bool:
        return any(self[name].errors for name in ("arrive", "name", "first_on"))

    def clean_name(self) -> str:
        return self.cleaned_data["name"] or ready.MEETING

    def clean_first_on(self) -> date:
        today = today_in(self.collaborative)
        first: date = self.cleaned_data["first_on"] or today + timedelta(days=1)
        if first > today + A_YEAR:
            raise ValidationError("That is more than a year away. Is it the right year?")
        if first <= today:
            raise ValidationError("Please take a day that is still to come, or leave this empty.")
        return first

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if cleaned.get("which") in BY_DATE and not self.data.get(self.add_prefix("first_on")):
            self.add_error("first_on", "Please say the first day: its date counts for the others.")
        if starts is not None and ends is not None and ends <= starts:
            self.add_error("ends", "This is not after the time it starts. Which one is right?")
        return cleaned

    def rule(self) -> Rule:
        data = self.cleaned_data
        which, first = data["which"], data["first_on"]
        by_date = {"day": first.day, "month": first.month} if which in BY_DATE else {}
        return Rule(which, data["weekday"], data["starts"], data["ends"], **by_date)
