"""What may be typed about what we try. Saving is ``prototypes.trying``."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from collaborative.forms import DayInput, Plain
from collaborative.keys import LETTERS
from collaborative.text import LineField, TextField, clean_line
from prototypes.methods import METHODS
from prototypes.models import Prototype

A_KEY = rf"^[{LETTERS}]{{10}}$"
MOST_PARENTS = 40
STORY_WORDS = 150

NO_DAY = "This day is far away. Did the year slip?"


def box(label: str, rows: int = 2, hint: str = "", most: int = 2_000) -> TextField:
    """A few lines that nobody has to write."""
    return TextField(
        label=label,
        required=False,
        max_length=most,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label: str, *, required: bool = False, hint: str = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DayInput(), help_text=hint)


def check_day(found: date | None) -> date | None:
    """Raises ValidationError for a day that only a slip of the finger can mean."""
    if found is not None and not 1960 <= found.year <= 2099:
        raise forms.ValidationError(NO_DAY, code="far")
    return found


class More(Plain, forms.Form):
    """A form with at most three fields in sight; the others stand under *More*."""

    IN_SIGHT: tuple[str, ...] = ()

    @property
    def in_sight(self) -> list[forms.BoundField]:
        return [self[name] for name in self.IN_SIGHT]

    @property
    def under_more(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.IN_SIGHT]

    @property
    def more_is_open(self) -> bool:
        """Somebody has written there, or has to look at it."""
        return any(field.errors or field.value() for field in self.under_more)


class IdeaForm(More):
    """What, how small, and when do we look again; everything else can wait."""

    IN_SIGHT = ("name", "how_small", "look_again_on")

    name = LineField(label="What shall we try?", max_length=160)
    how_small = LineField(
        label="How small?",
        required=False,
        max_length=300,
        help_text="One Monday, six people, no money: small is good.",
    )
    look_again_on = day("When do we look again?")
    question = box("What do we want to find out?")
    hunch = box("Our hunch")
    have_already = box("What do we have already?", hint="People, a room, an hour, a kettle.")
    core = box("Without these it would be something else", 3, "One a line.")
    adaptable = box("Each place can do these its own way", 3, "One a line.")
    could_go_well = box("What could go well?")
    if_we_do_nothing = box("What if we do nothing?")
    could_go_badly = box("What could go badly?")
    who_looks_out = box("Who looks out, and how?", hint="First names or a group; never a job.")
    who_was_in = box(
        "Which kinds of voices were in it, and from when on?",
        2,
        "Who is missing, too. Kinds, never names: who pays, who waits, who lives with it.",
    )
    to_become_everyday = box("What would it take to become everyday?")
    method = forms.ChoiceField(label="How do we try it?", required=False)
    how_we_worked = box("How did we work, not only on what?")
    story = box(
        "The story in short",
        5,
        "A hundred and fifty words at most, simple enough to tell on a bus. First names at most.",
    )
    story_goes_out = forms.BooleanField(
        label="This story may be taken along: those in it have said yes", required=False
    )
    asked_by = forms.ChoiceField(
        label="Who asked for this?", required=False, choices=Prototype.AskedBy.choices
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [("", "I need not say"), *((m.name, m.name.capitalize()) for m in METHODS)]
        self.fields["method"].choices = known  # type: ignore[attr-defined]

    def clean_look_again_on(self) -> date | None:
        return check_day(self.cleaned_data["look_again_on"])

    def clean_story(self) -> str:
        story = str(self.cleaned_data["story"])
        if (words := len(story.split())) > STORY_WORDS:
            raise forms.ValidationError(
                "These are %(words)d words. A hundred and fifty fit on a card.",
                params={"words": words},
            )
        return story

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("story_goes_out") and not data.get("story") and "story" not in self.errors:
            self.add_error("story", "Write the story first.")
        return data


class BeginForm(IdeaForm):
    """The same, with where it came from. ``key`` makes it begin once."""

    heard = box(
        "Where may it come from?",
        2,
        "Something we tried, something you read: one a line. Not knowing is fine.",
        6_000,
    )
    unsure = forms.BooleanField(label="I may have borrowed this", required=False)
    key = forms.RegexField(A_KEY, widget=forms.HiddenInput)

    def clean_heard(self) -> str:
        return clean_ancestors(self.cleaned_data["heard"])


def clean_ancestors(heard: str) -> str:
    """The lines of what something may come from.

    Raises:
        ValidationError: too many, or one is a story and not a name.
    """
    lines = [line for line in map(clean_line, heard.splitlines()) if line]
    if len(lines) > MOST_PARENTS:
        raise forms.ValidationError(
            "These are %(lines)d. Please name the forty that matter most.",
            params={"lines": len(lines)},
        )
    for line in lines:
        if len(line) > 300:
            raise forms.ValidationError("One line is very long. A name or a few words are enough.")
    return "\n".join(lines)


class ChangeIdeaForm(IdeaForm):
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)


class AncestorsForm(Plain, forms.Form):
    heard = box("What did it grow from?", 3, "Something we tried, or any words: one a line.", 6_000)
    how = forms.ChoiceField(
        label="How?",
        required=False,
        choices=[
            ("grew", "It grew from it"),
            ("merged", "It was put together from these"),
            ("split", "It branched off from it"),
            ("echo", "It only sounds like it: an echo"),
        ],
    )
    unsure = forms.BooleanField(label="I am not sure", required=False)

    def clean_heard(self) -> str:
        return clean_ancestors(self.cleaned_data["heard"])

    def clean_how(self) -> str:
        return self.cleaned_data["how"] or "grew"


class StandForm(More):
    """How it stands, and why. The day is today unless somebody says otherwise."""

    IN_SIGHT = ("state", "why", "waiting_for")

    state = forms.ChoiceField(label="How does it stand?", choices=Prototype.State.choices)
    why = LineField(
        label="Why, in one sentence",
        required=False,
        max_length=400,
        help_text="If we let it go: what did we learn to steer clear of?",
    )
    waiting_for = LineField(
        label="If it is parked: what is it waiting for?", required=False, max_length=300
    )
    wake_on = day("Wake it up on", hint="Then it comes up at breakfast by itself.")
    on = day("Since when?", hint="If it was not today.")
    became = LineField(
        label="If it became everyday: what is it called now?", required=False, max_length=200
    )
    became_link = forms.URLField(
        label="A page about it",
        required=False,
        max_length=400,
        assume_scheme="https",
        error_messages={"invalid": "Please look at this again: it begins with https://"},
    )

    @property
    def more_is_open(self) -> bool:
        return any(self[name].errors or self[name].value() for name in ("wake_on", "on", "became"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        state = data.get("state")
        if state == Prototype.State.LET_GO and not data.get("why"):
            self.add_error("why", "Say why. Others will be glad to know what to steer clear of.")
        if state == Prototype.State.PARKED:
            if not data.get("waiting_for"):
                self.add_error("waiting_for", "Say what it is waiting for.")
            data["why"] = data.get("why") or data.get("waiting_for", "")
        return data

    def clean_wake_on(self) -> date | None:
        return check_day(self.cleaned_data["wake_on"])

    def clean_on(self) -> date | None:
        return check_day(self.cleaned_data["on"])
