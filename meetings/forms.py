"""What may be typed about meetings. Saving is ``meetings.actions``."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from collaborative.forms import DayInput, Plain
from collaborative.keys import LETTERS
from collaborative.text import LineField, TextField
from meetings.dates import moment
from meetings.errors import NoSuchTime
from meetings.models import Meeting, Reply, Venue
from members.access import today_in
from members.models import Collaborative

ANSWERS = [
    (Reply.Answer.YES, Reply.Answer.YES.label),
    (Reply.Answer.MAYBE, Reply.Answer.MAYBE.label),
    (Reply.Answer.NO, Reply.Answer.NO.label),
]
FIRST_YEAR = 1990
FAR_AHEAD = timedelta(days=5 * 366)
LONGEST = timedelta(days=21)  # of a meeting that takes several days


class ReplyForm(Plain, forms.Form):
    """One of three answers, or four where there is a link; each is a button of its own."""

    answer = forms.ChoiceField(choices=ANSWERS)

    def __init__(self, *args: Any, online: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if online:
            more = (Reply.Answer.ONLINE, Reply.Answer.ONLINE.label)
            self.fields["answer"].choices = [*ANSWERS, more]  # type: ignore[attr-defined]


class HeadsField(forms.IntegerField):
    """So many people: a number, no names."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = "Please write a number, like 28."
        too_many = "That is more people than fit into our rooms."
        said = {"invalid": wrong, "min_value": wrong, "max_value": too_many}
        box = forms.NumberInput(attrs={"class": "fit", "inputmode": "numeric"})
        super().__init__(min_value=0, max_value=5000, error_messages=said, widget=box, **kwargs)


class HeadCountForm(Plain, forms.Form):
    """``came`` is all of them, wherever they were."""

    came = HeadsField(label="How many came?")
    online = HeadsField(label="Of them online", required=False)
    by_phone = HeadsField(label="Of them by phone", required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        data |= {name: data.get(name) or 0 for name in ("online", "by_phone")}
        if "came" in data and data["online"] + data["by_phone"] > data["came"]:
            self.add_error("came", "Online and by phone are more than this. Which one is right?")
        return data


class WriteUpForm(Plain, forms.Form):
    """``version`` is the write-up that the page was made from; 0 for none yet.

    Those who were there put small things right; they neither sign nor publish.
    """

    body = TextField(label="What we said and did", widget=forms.Textarea(attrs={"rows": 16}))
    easy_read = TextField(
        label="The same in easy words",
        help_text="Short sentences, common words. For everyone who likes it so.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    signature = LineField(
        label="Signed with",
        help_text="Your first name, or whatever you like, for this text only."
        " Leave it empty, and nobody’s name stands there.",
        max_length=120,
        required=False,
    )
    outside = forms.BooleanField(
        label="Once it is published, anybody may read it",
        help_text="Not only people here. Ask those whose words stand in it first.",
        required=False,
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    publish = forms.BooleanField(required=False, widget=forms.HiddenInput)
    check = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (
            "body",
            "easy_read",
            "signature",
        ):  # a browser would cut what is too long without a word
            self.fields[name].widget.attrs.pop("maxlength", None)


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "fit"}, format="%H:%M")


class MeetingForm(Plain, forms.Form):
    """A new meeting, in the times of the collaborative's own clock.

    ``cleaned_data`` holds what ``actions.add_meeting`` asks for.
    """

    title = LineField(label="What is it called?", max_length=120)
    day = forms.DateField(label="Which day?", widget=DayInput())
    starts = forms.TimeField(label="From", widget=ClockInput())
    ends = forms.TimeField(label="Until", widget=ClockInput())
    venue = forms.ModelChoiceField(
        Venue.objects.none(), label="Where?", required=False, empty_label="Not decided yet"
    )
    new_place = LineField(
        label="Or a place we have not been to",
        help_text="If you write one here, it counts instead of the one above.",
        max_length=120,
        required=False,
    )
    last_day = forms.DateField(
        label="Until which day, if it takes several?", required=False, widget=DayInput()
    )
    online_link = forms.URLField(
        label="A link for those at home",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="With one, people can answer “online”.",
    )
    places = forms.IntegerField(
        label="How many chairs are there?",
        required=False,
        min_value=1,
        max_value=5000,
        help_text="Left empty: enough for everybody. When all are taken, people wait in turn.",
        widget=forms.NumberInput(attrs={"class": "fit", "inputmode": "numeric"}),
    )
    kind = forms.ChoiceField(label="What kind of meeting is it?", choices=Meeting.Kind.choices)
    purpose = TextField(
        label="What is it for?", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    can_change = TextField(
        label="What can it change?",
        help_text="Say also what it cannot, so that nobody hopes in vain.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.RegexField(rf"^[{LETTERS}]{{10}}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, collaborative: Collaborative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collaborative = collaborative
        places = Venue.objects.filter(collaborative=collaborative).order_by("name")
        self.fields["venue"].queryset = places  # type: ignore[attr-defined]
        for name in ("purpose", "can_change"):
            self.fields[name].widget.attrs.pop("maxlength", None)

    @property
    def more_is_open(self) -> bool:
        """Whether something under *More* must be seen."""
        where = ("venue", "new_place", "last_day", "online_link", "places")
        more = (*where, "kind", "purpose", "can_change")
        return any(self[name].errors for name in more)

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day.year < FIRST_YEAR or day > today_in(self.collaborative) + FAR_AHEAD:
            raise ValidationError(f"Is {day.year} the right year?", code="year")
        return day

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        day, last = data.get("day"), data.get("last_day")
        if day and last and not timedelta() <= last - day <= LONGEST:
            self.add_error("last_day", "This is before it starts, or weeks later. Which day is it?")
        starts_at = self._moment("starts")
        ends_at = self._moment("ends", on=last)
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends", "This is not after the time it starts. Which one is right?")
        wall = ("day", "last_day", "starts", "ends")
        data = {name: value for name, value in data.items() if name not in wall}
        return data | {"starts_at": starts_at, "ends_at": ends_at}

    def _moment(self, name: str, on: date | None = None) -> datetime | None:
        """What a wall clock means on that day; an error at the field where none shows the time."""
        day: date | None = on or self.cleaned_data.get("day")
        at: time | None = self.cleaned_data.get(name)
        if day is None or at is None:
            return None
        try:
            return moment(day, at, self.collaborative.zone)
        except NoSuchTime:
            self.add_error(
                name, "The clocks go forward that night and jump over this time. Take another one."
            )
            return None
