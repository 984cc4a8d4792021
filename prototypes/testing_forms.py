"""What may be typed about cycles and learnings. Saving is ``prototypes.testing``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from collaborative.clock import say_date
from collaborative.text import LineField, TextField
from meetings.models import Meeting
from prototypes.models import Learning, TestCycle
from prototypes.trying_forms import A_KEY, More, box, check_day, day


class CycleForm(More):
    """Quick enough for a phone after the session: what we tried, what happened, what now."""

    IN_SIGHT = ("tried", "happened", "decision")

    tried = box("What did we try?", 3)
    happened = box("What happened?", 3, "Leave it empty if it is still to come.")
    decision = forms.ChoiceField(
        label="What now?", required=False, choices=TestCycle.Decision.choices
    )
    surprised = box("What surprised us?")
    question = LineField(label="What did we want to know?", required=False, max_length=300)
    prediction = LineField(label="What did we expect?", required=False, max_length=300)
    how_many = forms.ChoiceField(
        label="With how many?", required=False, choices=TestCycle.HowMany.choices
    )
    where = LineField(label="Where?", required=False, max_length=160)
    from_on = day("From", hint="Today, if you leave it empty.")
    to_on = day("To")
    next = LineField(label="What comes next?", required=False, max_length=300)

    @property
    def more_is_open(self) -> bool:
        """Not for the day alone, which is there already when somebody tells the rest."""
        shut = ("from_on", "to_on")
        return any(f.errors or (f.name not in shut and f.value()) for f in self.under_more)

    def clean_from_on(self) -> date | None:
        return check_day(self.cleaned_data["from_on"])

    def clean_to_on(self) -> date | None:
        return check_day(self.cleaned_data["to_on"])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and not any(data[n] for n in ("tried", "happened", "question")):
            self.add_error("tried", "Say what we tried, or what we want to know.")
        begins, ends = data.get("from_on"), data.get("to_on")
        if begins and ends and ends < begins:
            self.add_error("to_on", "It ends before it begins. Did the year slip?")
        return data

    def said(self, today: date) -> dict[str, Any]:
        """As it is kept: with today for the day that was left empty."""
        data = {name: self.cleaned_data[name] for name in CycleForm.base_fields}
        ends = data["to_on"]
        data["from_on"] = data["from_on"] or (min(today, ends) if ends else today)
        return data


class NewCycleForm(CycleForm):
    key = forms.RegexField(A_KEY, widget=forms.HiddenInput)


class ChangeCycleForm(CycleForm):
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)


class LearningForm(More):
    """What, so what, now what."""

    IN_SIGHT = ("what", "so_what", "now_what")

    what = TextField(
        label="What did we learn?",
        max_length=2_000,
        help_text="If how we do things changed: before, now, and because of what.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    so_what = box("So what?", 2, "Why does it matter, and for whom?")
    now_what = box("Now what?", 2, "What will we do another way?")
    no_big_result = forms.BooleanField(
        label="No big result, and that is worth knowing", required=False
    )
    kind = forms.ChoiceField(
        label="What is it about?", required=False, choices=Learning.Kind.choices
    )
    did_not = box("What did it not do?")
    effect_on_workers = box("What did it change for people who work here?")
    how_we_worked = box("How did we work, not only on what?")
    value = forms.ChoiceField(label="A value of ours, seen in action", required=False)
    surfaced_at = forms.ChoiceField(label="Where did it come up?", required=False)
    cycles = forms.MultipleChoiceField(
        label="Where did we see it?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        values: Sequence[str],
        cycles: Iterable[TestCycle],
        meetings: Iterable[Meeting],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {meeting.key: meeting for meeting in meetings}
        came_up = [
            (key, f"{meeting.title}, {say_date(meeting.local_start)}")
            for key, meeting in self.meetings.items()
        ]
        self.fields["surfaced_at"].choices = [("", "I need not say"), *came_up]  # type: ignore[attr-defined]
        self.rows = {cycle.key: cycle for cycle in cycles}
        offered = [("", "None in particular"), *((line, line) for line in values)]
        self.fields["value"].choices = offered  # type: ignore[attr-defined]
        if not self.rows:
            del self.fields["cycles"]
            return
        self.fields["cycles"].choices = [  # type: ignore[attr-defined]
            (key, f"Go {cycle.n}: {cycle.question or cycle.tried[:60] or cycle.happened[:60]}")
            for key, cycle in self.rows.items()
        ]

    def said(self) -> dict[str, Any]:
        """As it is kept: with the cycles as rows."""
        data = {name: self.cleaned_data[name] for name in Learning.WORDS}
        data["surfaced_at"] = self.meetings.get(self.cleaned_data["surfaced_at"])
        return data | {"cycles": [self.rows[key] for key in self.cleaned_data.get("cycles", [])]}


class NewLearningForm(LearningForm):
    key = forms.RegexField(A_KEY, widget=forms.HiddenInput)


class ChangeLearningForm(LearningForm):
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)
