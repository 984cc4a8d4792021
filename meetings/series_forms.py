"""What may be typed about a rule by which we meet, and about one of its dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from collaborative.forms import DayInput, Plain
from collaborative.text import LineField, TextField
from meetings.first_day_forms import RuleForm
from meetings.forms import MeetingForm
from meetings.models import Meeting
from meetings.seen import SeenField
from members.access import today_in


class SeriesForm(RuleForm):
    """A rule for a new series, or another one in the middle of a series.

    ``asked`` is what ``series.set_rule`` wants to know.
    """

    last_on = forms.DateField(
        label="Until which day?",
        required=False,
        help_text="Left empty: until further notice. With a day: then it goes on as it was before.",
        widget=DayInput(),
    )
    online_link = forms.URLField(
        label="A link for those at home",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="People who answer “online” find it on the meeting’s page.",
    )
    kind = forms.ChoiceField(label="What kind of meeting is it?", choices=Meeting.Kind.choices)
    calendar_title = LineField(
        label="What calendars say",
        required=False,
        max_length=60,
        help_text="Others may read it over a shoulder, so nothing about health. Like “Breakfast”.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    MORE = ("arrive", "name", "first_on", "last_on", "online_link", "kind", "calendar_title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"kind": Meeting.Kind.BREAKFAST, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def more_is_open(self) -> bool:
        return any(self[name].errors for name in self.MORE)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("first_on"), data.get("last_on")
        if first and last and not self.errors and self.rule().first_on(first) > last:
            self.add_error(
                "last_on", "There is no date of this rule until then. Please take a later day."
            )
        return data

    def asked(self) -> dict[str, Any]:
        names = ("first_on", "last_on", "place", "arrive", "name")
        more = ("online_link", "kind", "calendar_title")
        return {"rule": self.rule(), **{n: self.cleaned_data[n] for n in (*names, *more)}}


class ChangeForm(MeetingForm):
    """One date: another day, hour, place or kind. ``seen`` is what the page was made from."""

    key = None  # type: ignore[assignment]
    seen = SeenField()

    def clean_day(self) -> date:
        day = super().clean_day()
        if day < today_in(self.collaborative):
            raise forms.ValidationError("That day is over. Which one did you mean?")
        return day


class CallOffForm(Plain, forms.Form):
    """Why, in words that everybody here will read."""

    because = TextField(
        label="Why?",
        help_text="One kind sentence. Like “The café has no heating today.”",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
