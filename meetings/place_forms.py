"""What may be said of a place where we meet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from collaborative import pictures, uploads
from collaborative.forms import Plain
from collaborative.text import LineField, TextField
from meetings import places
from meetings.models import Venue
from meetings.seen import SeenField

LINES = {"rows": 2}


def fact(label: str, help_text: str = "") -> TextField:
    """A few words that may be left out."""
    box = forms.Textarea(attrs=LINES)
    return TextField(label=label, help_text=help_text, required=False, max_length=500, widget=box)


class VenueForm(Plain, forms.Form):
    """The facts that somebody on a bad day needs before they set out."""

    address = LineField(label="Address", required=False, max_length=200)
    arrive = fact("How do people get in?", "Which door, what stands beside it, which bell.")
    step_free = fact("Is there a way without steps?", "Say also where it is narrow.")
    toilets = fact("Toilets")
    quiet_corner = fact("Where is it quiet?")
    noise = fact("How loud is it?", "Music, a coffee machine, a school next door.")
    bus = fact("Which bus?", "And how far from the stop.")
    food = fact("Food and drink")
    behind_the_counter = fact("Who is behind the counter?", "A first name, and what we thank for.")
    map_link = forms.URLField(
        label="A link to a map", required=False, max_length=300, assume_scheme="https"
    )
    photo = forms.FileField(
        label="A photo of the door",
        required=False,
        help_text="The door alone, no faces. We keep nothing of when or by whom it was taken.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    photo_out = forms.BooleanField(label="Take the photo of the door away", required=False)
    seen = SeenField()

    @classmethod
    def of(cls, venue: Venue, data: Any = None, files: Any = None) -> VenueForm:
        """Filled in from ``venue``."""
        form = cls(data, files, initial=places.facts_of(venue) | {"seen": places.mark_of(venue)})
        if venue.photo_id is None:
            del form.fields["photo_out"]
        return form

    def clean_photo(self) -> bytes | None:
        """Drawn anew at once: nothing of ours ever holds what was sent."""
        file: UploadedFile[Any] | None = self.cleaned_data["photo"]
        if file is None:
            return None
        if (file.size or 0) > uploads.MOST:
            raise ValidationError(pictures.TOO_BIG)
        try:
            return pictures.redrawn(file.read(), whole=True)
        except pictures.NotAPicture as problem:
            raise ValidationError(str(problem)) from problem

    def clean(self) -> dict[str, Any]:
        """A page cannot give a photo back as it gives back words: it says so."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            self.ask_for_the_photo_again()
        return cleaned

    def ask_for_the_photo_again(self) -> None:
        if self.cleaned_data.get("photo"):
            self.add_error("photo", "The photo was fine. Please choose it once more.")
