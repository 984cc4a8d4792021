"""What was agreed: the words, what led to them, and when we look at them again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from collaborative.forms import DayInput
from collaborative.text import TextField, clean_line
from meetings.models import Meeting
from meetings.words import shortened
from prototypes.models import Learning
from roadmap.forms import Kept, box, meeting_words
from roadmap.standing import Kind

MOST_LINES = 20
LONGEST = {
    Kind.VISION: 300,
    Kind.VALUES: 120,
    Kind.AGREEMENT: 300,
    Kind.OUTCOMES: 120,
    Kind.MANDATE: 300,
}
ASKS = {
    Kind.VISION: ("What we want, in one sentence", ""),
    Kind.VALUES: ("What we hold on to, one thing a line", ""),
    Kind.AGREEMENT: ("What we agreed, one thing a line", ""),
    Kind.OUTCOMES: (
        "What is different then, one thing a line",
        "If it is for some of us above all, say so at its end: A night off (for carers). What leads"
        " to a line that goes keeps it.",
    ),
    Kind.MANDATE: (
        "Who asked us, for what, and within which limits; one thing a line",
        "A body, never a person. If an answer is due, say by when below.",
    ),
}


class AdoptForm(Kept, forms.Form):
    """Three fields, and more: ``seen`` is the number of the version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    words = TextField(max_length=6000, widget=box(6))
    why = TextField(
        label="What led to it?",
        help_text="Its story in a sentence or two, without names. That it still stands is one.",
        max_length=500,
        widget=box(2),
    )
    refresh_on = forms.DateField(
        label="When do we look at it again?", widget=DayInput, required=False
    )
    easy_read = TextField(
        label="In easier words, or what each means", max_length=6000, widget=box(3), required=False
    )
    limit = TextField(
        label="What cannot stay in the room", max_length=1000, widget=box(3), required=False
    )
    adopted_on = forms.DateField(label="Agreed on", widget=DayInput, required=False)
    meeting = forms.ChoiceField(label="At which meeting was it agreed?", required=False)
    learnings = forms.MultipleChoiceField(
        label="Which learnings did it come from?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        kind: str,
        meetings: Sequence[Meeting],
        learned: Sequence[Learning],
        *args: Any,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.today = Kind(kind), today
        words: Any = self.fields["words"]
        words.label, words.help_text = ASKS[self.kind]
        words.widget.attrs["rows"] = 2 if self.kind == Kind.VISION else 8
        if self.kind != Kind.AGREEMENT:
            del self.fields["limit"]
        self.meetings = {meeting.key: meeting for meeting in meetings}
        self.learned = {row.key: row for row in learned}
        agreed_at: Any = self.fields["meeting"]
        agreed_at.choices = [
            ("", "At none of them"),
            *((key, meeting_words(meeting)) for key, meeting in self.meetings.items()),
        ]
        came_from: Any = self.fields["learnings"]
        came_from.choices = [(key, shortened(row.what, 120)) for key, row in self.learned.items()]
        if not learned:
            del self.fields["learnings"]

    @property
    def more(self) -> list[forms.BoundField]:
        names = ("easy_read", "limit", "adopted_on", "meeting", "learnings")
        return [self[name] for name in names if name in self.fields]

    def clean_words(self) -> str:
        """One thing a line, none of it twice; of a vision, one line."""
        typed = self.cleaned_data["words"].splitlines()
        lines = list({line.casefold(): line for line in map(clean_line, typed) if line}.values())
        if self.kind == Kind.VISION:
            lines = [" ".join(lines)]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"That is {len(lines)} lines. {MOST_LINES} are plenty.")
        long = next((line for line in lines if len(line) > LONGEST[self.kind]), None)
        if long:
            raise forms.ValidationError(
                f"Please make this shorter, {LONGEST[self.kind]} letters at most:"
                f" “{shortened(long, 40)}”"
            )
        return "\n".join(lines)

    def clean_adopted_on(self) -> date:
        day: date | None = self.cleaned_data["adopted_on"]
        if day and day > self.today:
            raise forms.ValidationError("That day has not come yet.")
        if day and day.year < 1900:
            raise forms.ValidationError("We could not read this day. Write it like 31/12/2026.")
        return day or self.today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        again, agreed = cleaned.get("refresh_on"), cleaned.get("adopted_on")
        if again and agreed and again <= agreed:
            self.add_error("refresh_on", "Please choose a day after it was agreed.")
        cleaned["meeting"] = self.meetings.get(cleaned.get("meeting", ""))
        cleaned["learnings"] = [self.learned[key] for key in cleaned.get("learnings", [])]
        cleaned["seen"] = cleaned.get("seen") or 0
        return cleaned
