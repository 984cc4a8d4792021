"""Which letters come, how often, and at what hour."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms

from collaborative.clock import say_moment
from collaborative.forms import Plain
from members.models import Preferences
from members.restraint import is_quiet

HOURS = [(hour, say_moment(time(hour))) for hour in range(24)]


class LettersForm(Plain, forms.Form):
    """Which letters come. A code to come in with always does: somebody has asked for it."""

    invitation = forms.BooleanField(label="An invitation to each meeting", required=False)
    reminder = forms.BooleanField(
        label="A reminder, three days before one I said yes to", required=False
    )
    digest = forms.BooleanField(label="What came of it", required=False)
    digest_every = forms.ChoiceField(
        label="What came of it", choices=Preferences.Every, required=False
    )
    digest_day = forms.TypedChoiceField(
        label="On which day",
        choices=[("", "On any day"), *Preferences.Day.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    digest_hour = forms.TypedChoiceField(
        label="At what time", choices=HOURS, coerce=int, empty_value=None, required=False
    )
    one_letter = forms.BooleanField(
        label="What came of it in all my places, in one letter", required=False
    )
    morning_of = forms.BooleanField(
        label="Remind me in the morning of the day, too", required=False
    )
    by_text = forms.BooleanField(
        label="Reminders, and what changes, as text messages instead",
        required=False,
        help_text="To the number that you keep under “My work and where I stand (private)”.",
    )
    write_up = forms.BooleanField(
        label="When a write-up of a meeting I was at is ready to check", required=False
    )
    promises = forms.BooleanField(
        label="A nudge before the day I hoped to have something done", required=False
    )
    hosting = forms.BooleanField(
        label="When I hold or write down a meeting: a nudge if its write-up is still to come",
        required=False,
    )
    quiet_from = forms.TypedChoiceField(
        label="No letter after", choices=HOURS, coerce=int, empty_value=None, required=False
    )
    quiet_until = forms.TypedChoiceField(
        label="No letter before", choices=HOURS, coerce=int, empty_value=None, required=False
    )

    OPEN = ("invitation", "reminder", "digest")
    TICKS = (*OPEN, "one_letter", "morning_of", "by_text", "write_up", "promises", "hosting")

    @classmethod
    def of(cls, now: Preferences, data: Any = None, *, many: bool = False) -> LettersForm:
        """As it stands now; a choice that is not sent stays as it was. ``many``: places."""
        initial = {name: getattr(now, name) for name in cls.base_fields}
        form = cls(data, initial=initial)
        if not many:
            del form.fields["one_letter"]
        return form

    def open_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.OPEN]

    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.OPEN]

    @property
    def more_is_open(self) -> bool:
        return any(field.errors for field in self.more_fields())

    def clean(self) -> dict[str, Any]:
        """The hour of a letter is none of the quiet ones."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.fields:
            if name not in self.TICKS and name not in self.data:
                cleaned[name] = self.initial[name]
        hour = cleaned.get("digest_hour")
        if hour is not None and is_quiet(hour, Preferences(**cleaned)):
            self.add_error("digest_hour", "That is one of your quiet hours. Choose another one.")
        return cleaned
