"""A file with meetings of before. Reading it is ``meetings.past``."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from collaborative.forms import Plain
from collaborative.text import TextField, clean_text

MOST_LETTERS = 300_000
TOO_LONG = "This file is too long for one time. Please bring it in in parts."


class PastForm(Plain, forms.Form):
    """A file, or its lines; a file counts. ``cleaned_data["lines"]`` is the text of either."""

    file = forms.FileField(
        label="A list or a calendar",
        required=False,
        help_text="A spreadsheet saved as CSV, or a calendar saved as ICS.",
        widget=forms.FileInput(attrs={"accept": ".csv,.ics,text/csv,text/calendar"}),
    )
    lines = TextField(
        label="Or paste its lines here",
        required=False,
        max_length=MOST_LETTERS,
        help_text="The first line names the columns: day, title, from, until, place, came, kind.",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].widget.attrs.pop("maxlength", None)

    def clean_file(self) -> str:
        """Its text, in whichever of two ways its letters were written."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > 4 * MOST_LETTERS:
            raise ValidationError(TOO_LONG)
        content = file.read()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
        if "\x00" in text:
            raise ValidationError("We could not read this as text. Please save it as CSV or ICS.")
        if len(text) > MOST_LETTERS:
            raise ValidationError(TOO_LONG)
        return clean_text(text)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["lines"] = cleaned.get("file") or cleaned.get("lines") or ""
        if not cleaned["lines"] and not self.errors:
            self.add_error("file", "Please choose a file, or paste its lines.")
        return cleaned
