"""What may be typed. Saving is ``prototypes.actions``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from collaborative.forms import Plain
from collaborative.text import LineField, TextField, clean_line
from prototypes.kinds import read_lines, read_mark
from prototypes.models import Output, PrototypingSession, Table, Theme
from prototypes.writing import Said

MOST_IN_A_NOTE = 5_000  # letters: two pages, for one thing somebody said
MOST_LINES = 1_000
MOST_BYTES = 1_000_000

NOTE_TOO_LONG = (
    "This is long for one note: %(show_value)d letters, and %(limit_value)d fit. "
    "Paste it as a whole wall, or make it two."
)
CONSENT_NOW = [choice for choice in Output.Consent.choices if choice[0] != Output.Consent.WITHDRAWN]


class Words(TextField):
    """Several lines, without ``maxlength``: a browser would cut what is pasted, and say nothing."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class RowField(forms.TypedChoiceField):
    """One of a few rows at hand, by key, or none. They were fetched once: no query here."""

    def __init__(self, *, nothing: str, **kwargs: Any) -> None:
        super().__init__(required=False, empty_value=None, **kwargs)
        self.nothing = nothing

    def offer(self, rows: Iterable[Any]) -> None:
        by_key = {row.key: row for row in rows}
        self.choices = [("", self.nothing), *((key, str(row)) for key, row in by_key.items())]
        self.coerce = by_key.__getitem__


def offer(form: forms.Form, name: str, rows: Iterable[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, RowField)  # noqa: S101 -- for the type checker
    field.offer(rows)


class StartForm(Plain, forms.Form):
    """A session begins: what it is called, and what it is for."""

    title = LineField(max_length=120, label="What will you try?")
    purpose = Words(
        max_length=2_000,
        required=False,
        label="What is it for?",
        help_text="A question works well: “What happens between home and here?”",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tables = Words(
        max_length=4_000,
        required=False,
        label="Tables in the room",
        help_text="One name a line, such as Teapot or Blue table. Never who sits there.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_tables(self) -> list[str]:
        names = [clean_line(line) for line in self.cleaned_data["tables"].splitlines()]
        for name in names:
            if len(name) > 40:
                raise ValidationError(
                    "A table’s name has 40 letters at most: “%(name)s”.", params={"name": name}
                )
        if len(names) > 100:
            raise ValidationError("One hundred tables at most.")
        return [name for name in names if name]


class StateForm(Plain, forms.Form):
    state = forms.ChoiceField(choices=PrototypingSession.State.choices, label="How it stands")


class NoteForm(Plain, forms.Form):
    """One thing that was said. No kind is needed; a mark before the words can say it."""

    words = Words(
        max_length=MOST_IN_A_NOTE,
        label="What was said, in their words",
        error_messages={"max_length": NOTE_TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 3, "class": "lead"}),
    )
    kind = forms.ChoiceField(choices=Output.Kind.choices, required=False, label="What kind is it?")
    consent = forms.ChoiceField(
        choices=CONSENT_NOW,
        required=False,
        label="May we repeat their words?",
        widget=forms.RadioSelect,
    )
    table = RowField(nothing="No table", label="Table")

    def __init__(self, *args: Any, tables: Iterable[Table], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "table", tables)

    @property
    def said(self) -> Said:
        """The note as it will be kept; a mark counts only where no kind was chosen."""
        kind, words = self.cleaned_data["kind"], self.cleaned_data["words"]
        if not kind:
            kind, words = read_mark(words)
        return Said(words, kind, self.cleaned_data["table"], self.cleaned_data["consent"])


class CaptureForm(NoteForm):
    """The form at the table: its number (``sent_as``) makes every note arrive once."""

    sent_as = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # For the script: Enter keeps it, Shift and Enter begins a new line.
        self.fields["words"].widget.attrs |= {"data-enter": True, "autofocus": True}


class ChangeForm(NoteForm):
    """A note again: other words, another kind, or held back."""

    held = forms.BooleanField(
        required=False, label="Hold it back: only those who help here can read it"
    )
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].choices = Output.Consent.choices  # type: ignore[attr-defined]

    @property
    def said(self) -> Said:
        """As it stands: what was written down once needs no marks."""
        cleaned = self.cleaned_data
        return Said(cleaned["words"], cleaned["kind"], cleaned["table"], cleaned["consent"])


class WallForm(Plain, forms.Form):
    """A whole wall at once: one note for each line."""

    wall = Words(
        max_length=None,
        label="Paste the lines here",
        help_text=(
            "One note for each line; empty lines and bullets are left out. "
            "Up to 1,000 lines and 1 MB at a time."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    table = RowField(nothing="No table", label="All from one table?")
    sent_as = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, tables: Iterable[Table], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "table", tables)

    def clean_wall(self) -> str:
        wall: str = self.cleaned_data["wall"]
        if len(wall.encode()) > MOST_BYTES:
            raise ValidationError("This is more than 1 MB. Please paste it in two or three parts.")
        lines = read_lines(wall)
        if len(lines) > MOST_LINES:
            raise ValidationError(
                "These are %(lines)d notes, and 1,000 fit at a time. Please paste them in parts.",
                params={"lines": len(lines)},
            )
        for number, (_, words) in enumerate(lines, start=1):
            if len(words) > MOST_IN_A_NOTE:
                raise ValidationError(
                    "Note %(number)d is %(length)d letters long, and 5,000 fit in one.",
                    params={"number": number, "length": len(words)},
                )
        if not lines:
            raise ValidationError("There are no words in these lines yet.")
        return wall

    @property
    def said(self) -> list[Said]:
        table = self.cleaned_data["table"]
        return [Said(words, kind, table) for kind, words in read_lines(self.cleaned_data["wall"])]


class ThemeForm(Plain, forms.Form):
    """A theme in members' words, with both sides of it."""

    name = LineField(max_length=120, label="What is it called?")
    challenged = LineField(
        max_length=60,
        required=False,
        label="Is there a word in it that you question?",
        help_text="Such as “low-level”: it is called so, and it is hard to get.",
    )
    promise = Words(
        max_length=2_000,
        required=False,
        label="What does it promise?",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    difficulty = Words(
        max_length=2_000,
        required=False,
        label="What makes it hard?",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    parent = RowField(nothing="It stands on its own", label="Does it belong under another theme?")
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parents: Iterable[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "parent", parents)


class GroupForm(Plain, forms.Form):
    """Where ticked notes go when no theme fits yet."""

    name = LineField(
        max_length=120,
        required=False,
        label="A new theme, in your own words",
        widget=forms.TextInput(attrs={"list": "seeds", "autocomplete": "off"}),
    )
