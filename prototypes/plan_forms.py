"""What may be typed while a session is made ready: how it is done, tables, scenarios, the shelf."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from collaborative.forms import Plain
from collaborative.text import LineField
from meetings.forms import ClockInput
from prototypes.forms import RowField, Words, offer
from prototypes.methods import METHODS
from prototypes.models import PrototypingSession, Question, Scene, Table, VisitingHelp


class PlanForm(Plain, forms.Form):
    """What it is called, what for, and how it is done; the rest is behind More."""

    title = LineField(max_length=120, label="What will you try?")
    purpose = Words(
        max_length=2_000,
        required=False,
        label="What is it for?",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    method = forms.ChoiceField(required=False, label="How will you do it?")
    lens = LineField(
        max_length=120,
        required=False,
        label="Does everybody answer from one standpoint?",
        help_text="Such as: as somebody on the receiving end. It is never of a person.",
    )
    how_we_worked = Words(
        max_length=2_000,
        required=False,
        label="How did we work?",
        help_text="The how, not only the what. Fill it in afterwards.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    question = RowField(nothing="None of them", label="Which question do you sit with?")
    day = forms.ChoiceField(required=False, label="On which day?")
    begins = forms.TimeField(required=False, label="It begins at", widget=ClockInput())
    ends = forms.TimeField(required=False, label="It ends at", widget=ClockInput())
    room = LineField(max_length=80, required=False, label="In which room?")

    def __init__(
        self,
        *args: Any,
        session: PrototypingSession,
        questions: Iterable[Question],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "question", questions)
        days = [(day.isoformat(), f"{day:%A} {day.day} {day:%B}") for day in all_days(session)]
        self.fields["day"].choices = days  # type: ignore[attr-defined]
        method = session.method
        names = dict.fromkeys([*(each.name for each in METHODS), *([method] if method else [])])
        choices = [("", "We will see"), *((name, name.capitalize()) for name in names)]
        self.fields["method"].choices = choices  # type: ignore[attr-defined]
        self.session = session

    def clean(self) -> None:
        """Times of the room's clock, on the day chosen or the only one there is."""
        said = self.cleaned_data
        begins, ends = said.pop("begins", None), said.pop("ends", None)
        day = said.pop("day", "") or self.session.day.isoformat()
        if ends and not begins:
            self.add_error("begins", "When does it begin?")
        elif begins and ends and ends <= begins:
            self.add_error("ends", "It ends before it begins. Is that meant?")
        zone = ZoneInfo(self.session.meeting.time_zone)

        def at(clock: time | None) -> datetime | None:
            return datetime.combine(date.fromisoformat(day), clock, zone) if clock else None

        said["starts_at"], said["ends_at"] = at(begins), at(ends) if begins else None


def all_days(session: PrototypingSession) -> list[date]:
    """Of its meeting: a gathering has several."""
    first, last = session.meeting.days
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


class VisitingForm(Plain, forms.Form):
    """Somebody who helps for the day without belonging here. No name is asked."""

    kind = forms.ChoiceField(choices=VisitingHelp.Kind.choices, label="What do they do?")
    how_many = forms.IntegerField(min_value=1, max_value=99, initial=1, label="How many came?")
    yes = forms.BooleanField(label="Each of them said yes: what they hear stays here")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how_many"].widget.attrs["class"] = "fit"


class ScenarioForm(Plain, forms.Form):
    """Begins with people and what they hope for, before any trouble."""

    place = LineField(max_length=120, label="Where is it?")
    who = LineField(
        max_length=300, label="Who is in it?", help_text="Invented people. Nobody from this room."
    )
    hopes_first = LineField(max_length=300, required=False, label="What do they hope for?")
    gifts = LineField(
        max_length=300,
        required=False,
        label="What are they good at?",
        help_text="With head, hand or heart. Before any trouble.",
    )
    moment = LineField(max_length=120, required=False, label="At which moment?")
    stakes = LineField(max_length=300, required=False, label="What hangs on it?")
    how_soon = LineField(max_length=60, required=False, label="How soon is this real?")


class SceneForm(Plain, forms.Form):
    """What a table did with a scenario."""

    what_happened = Words(
        max_length=2_000, label="What happened?", widget=forms.Textarea(attrs={"rows": 2})
    )
    table = RowField(nothing="The whole room", label="Which table?")
    film = forms.ChoiceField(choices=Scene.Film.choices, label="Was it filmed?")

    def __init__(self, *args: Any, tables: Iterable[Table], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "table", tables)


class ParkForm(Plain, forms.Form):
    words = LineField(max_length=300, label="What shall wait on the shelf?")


class TableForm(Plain, forms.Form):
    """A table by its task, never by who sits there."""

    name = LineField(max_length=40, label="Its name")
    task = LineField(max_length=200, required=False, label="Its task")
    size = forms.IntegerField(
        min_value=1, max_value=99, required=False, label="How many chairs has it?"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["size"].widget.attrs["class"] = "fit"


class CodeForm(Plain, forms.Form):
    code = LineField(
        max_length=60,
        label="The code on your table",
        help_text="A word and a number, such as lamp-27.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
