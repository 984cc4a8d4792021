"""What people may put in. Saving is in ``actions``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from collaborative.forms import Plain
from collaborative.keys import LETTERS
from collaborative.text import LineField, TextField
from meetings.models import Meeting
from members.models import Collaborative
from prototypes.models import Prototype, Theme
from roadmap.days import read_day
from roadmap.errors import NotADay
from roadmap.horizons import Named, horizons
from roadmap.models import Horizon, Move, RoadmapItem, StuckOn

# On which words are struck out for good.
GROUNDS = [
    ("asked", "Somebody in it asked for it"),
    ("private", "It says something private about somebody"),
    ("wrong", "It is wrong, and it hurts"),
]

A_KEY = re.compile(f"[{LETTERS}]{{10}}")


def box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Kept(Plain):
    """A box that cuts off what is pasted loses words: we refuse too much, and keep all of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    @property
    def more(self) -> list[forms.BoundField]:
        """What need not be filled in: behind *More*."""
        return []

    @property
    def more_is_open(self) -> bool:
        """Not folded away while something stands in it, or is wrong with it."""
        return any(field.errors or field.value() for field in self.more)


def meeting_words(meeting: Meeting) -> str:
    """As a choice: "12 July 2012, Breakfast". With its year: lists reach back."""
    return f"{meeting.local_start.day} {meeting.local_start:%B %Y}, {meeting.title}"


@dataclass(frozen=True)
class Place:
    """A horizon to choose, as a radio button with its shape."""

    horizon: Named
    id: str
    chosen: bool


def places(field: forms.BoundField, collaborative: Collaborative, *, but: str = "") -> list[Place]:
    """The horizons of a field as radio buttons, without the one it is in."""
    return [
        Place(horizon, f"{field.auto_id}_{number}", field.value() == horizon.value)
        for number, horizon in enumerate(
            horizon for horizon in horizons(collaborative) if horizon.value != but
        )
    ]


class MoveForm(Kept, forms.Form):
    """``was`` is where the page showed the item: a move from there, or a word that it has gone."""

    was = forms.ChoiceField(choices=Horizon, widget=forms.HiddenInput)
    to = forms.ChoiceField(label="Move it to", choices=Horizon, widget=forms.RadioSelect)
    why = TextField(
        label="Why?",
        help_text="One sentence, no names. The date stays for good.",
        max_length=500,
        widget=box(3),
    )
    made_possible_by = forms.ChoiceField(
        label="What made it possible?",
        choices=[("", "Leave it open"), *Move.MadePossibleBy.choices],
        required=False,
    )

    def __init__(
        self, item: RoadmapItem, meetings: Sequence[Meeting], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"auto_id": "move-%s", **kwargs})
        self.item = item
        self.meetings = {meeting.key: meeting for meeting in meetings}
        self.fields["was"].initial = item.horizon
        self.fields["meeting"] = forms.ChoiceField(
            label="At which meeting was it agreed?",
            choices=[
                ("", "At none of them"),
                *((key, meeting_words(meeting)) for key, meeting in self.meetings.items()),
            ],
            required=False,
        )

    @property
    def places(self) -> list[Place]:
        return places(self["to"], self.item.collaborative, but=self.item.horizon)

    @property
    def more(self) -> list[forms.BoundField]:
        return [self["made_possible_by"], self["meeting"]]

    def clean_meeting(self) -> Meeting | None:
        return self.meetings.get(self.cleaned_data["meeting"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("to") and cleaned.get("to") == cleaned.get("was"):
            self.add_error("to", "It is there already. Please choose another.")
        return cleaned


class NewsForm(Kept, forms.Form):
    """What was heard, and what changed with it."""

    text = TextField(
        label="Heard something? Say it in a sentence.",
        help_text="What happened, without names.",
        max_length=1000,
        widget=box(3),
    )
    state = forms.ChoiceField(
        label="How does it stand now?",
        choices=[("", "As it was"), *RoadmapItem.State.choices],
        required=False,
    )
    stuck_on = forms.ChoiceField(
        label="If it is stuck: what on?",
        choices=[("", "Not stuck, or something else"), *StuckOn.choices],
        required=False,
    )
    stuck_because = TextField(
        label="Say more about what it is stuck on",
        help_text="As honestly as you can. Somebody may know a way.",
        max_length=500,
        widget=box(2),
        required=False,
    )
    next_step = LineField(label="A new next step", max_length=300, required=False)
    carried_by = LineField(
        label="Carried by somebody new",
        help_text="A group, rather than one person.",
        max_length=120,
        required=False,
    )
    waiting_for = LineField(label="Waiting for", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="news-%s", **kwargs)

    @property
    def more(self) -> list[forms.BoundField]:
        names = ("state", "stuck_on", "stuck_because", "next_step", "carried_by", "waiting_for")
        return [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stuck = cleaned.get("state") == RoadmapItem.State.STUCK
        why = cleaned.get("stuck_on") or cleaned.get("stuck_because")
        if stuck and not why and not {"stuck_on", "stuck_because"} & set(self.errors):
            self.add_error("stuck_because", "Please say what it is stuck on. It helps others help.")
        if why and not stuck and "state" not in self.errors:
            self.add_error("state", "If it is stuck, choose Stuck here. Or take out what it is on.")
        return cleaned


class RightForm(Kept, forms.Form):
    """Why a move was a mistake. It is answered by another one, back to where it stood."""

    why = TextField(
        label="What was wrong with it?",
        help_text="One sentence, no names. Both moves stay for good.",
        max_length=500,
        widget=box(2),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="right-%s", **kwargs)


class EvidenceForm(Kept, forms.Form):
    """A theme whose words stand under the item, or something we try."""

    def __init__(
        self, themes: Sequence[Theme], tries: Sequence[Prototype], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id="evidence-%s", **kwargs)
        self.themes = {f"theme-{theme.key}": theme for theme in themes}
        self.tries = {f"tried-{row.key}": row for row in tries}
        groups: list[tuple[str, dict[str, Any]]] = [
            ("A theme", {**self.themes}),
            ("Something we try", {**self.tries}),
        ]
        self.fields["what"] = forms.ChoiceField(
            label="Which?",
            choices=[
                ("", "Choose one"),
                *((name, [(k, str(v)) for k, v in rows.items()]) for name, rows in groups if rows),
            ],
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        what = cleaned.get("what", "")
        return {"theme": self.themes.get(what), "prototype": self.tries.get(what)}


class TieForm(Kept, forms.Form):
    """A line of the roadmap to tie something to."""

    def __init__(self, items: Sequence[RoadmapItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="tie-%s", **kwargs)
        self.items = {item.key: item for item in items}
        self.fields["item"] = forms.ChoiceField(
            label="Which line of the roadmap is it for?",
            choices=[("", "Choose one"), *((key, item.title) for key, item in self.items.items())],
        )

    def clean_item(self) -> RoadmapItem:
        return self.items[self.cleaned_data["item"]]


class DayForm(Kept, forms.Form):
    """One of a few days, or another that somebody writes; ``found`` once it is valid.

    The address carries the day itself (``?on=2012-03-03``), so that it can be
    passed on. What cannot be read comes back in the box for another day.
    """

    name = ""  # of the select, and of the parameter
    label = ""

    def __init__(
        self,
        days: list[tuple[date, str]],
        asked: QueryDict,
        *,
        today: date,
        default: date | None = None,
    ) -> None:
        self.today = today
        self.found = default
        data = {self.name: asked.get(self.name, ""), "day": asked.get("day", "")}
        if not data[self.name] and default:
            data[self.name] = default.isoformat()
        known = [(day.isoformat(), words) for day, words in days]
        if data[self.name] and data[self.name] not in {"other", *(value for value, _ in known)}:
            data = {self.name: "other", "day": data[self.name]}
        super().__init__(data if asked.get(self.name) else None, initial=data)
        self.fields[self.name] = forms.ChoiceField(
            label=self.label, choices=[*known, ("other", "another day")], required=False
        )
        self.fields["day"] = forms.CharField(
            label="Which day? For example 3 March 2012", required=False
        )
        for field in self.fields.values():
            field.widget.attrs |= {"class": "fit", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        other = cleaned.get(self.name) == "other"
        words = cleaned.get("day", "") if other else cleaned.get(self.name, "")
        try:
            self.found = read_day(words, today=self.today)
        except NotADay as problem:
            self.add_error("day" if other else self.name, str(problem))
        return cleaned


class OnForm(DayForm):
    name, label = "on", "As it was after…"


class SinceForm(DayForm):
    name, label = "since", "Since"
