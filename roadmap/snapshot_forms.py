"""Freezing the board: what it is called, and on which day it stood so."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from collaborative.keys import new_key
from collaborative.text import LineField
from roadmap.days import read_day
from roadmap.errors import NotADay
from roadmap.forms import A_KEY, Kept


class FreezeForm(Kept, forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, required=False)  # pressed twice is once
    label = LineField(
        label="What shall we call it?",
        help_text="For example: adopted 8 September",
        max_length=120,
    )
    as_at = forms.CharField(
        label="As it stood at the end of which day?",
        help_text="Today, if you leave it empty. For example 3 March 2012",
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["key"].initial = new_key()

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        return key if A_KEY.fullmatch(key) else ""

    def clean_as_at(self) -> date:
        words: str = self.cleaned_data["as_at"]
        if not words.strip():
            return self.today
        try:
            return read_day(words, today=self.today)
        except NotADay as problem:
            raise forms.ValidationError(str(problem)) from problem
