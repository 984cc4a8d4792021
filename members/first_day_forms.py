"""What is asked on the first day. Nothing here saves, and nothing but a name is a must."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from collaborative.forms import Plain
from collaborative.text import LineField, NameField
from members import pasted
from members.forms import FIRST_NAME, check_number
from members.models import Collaborative
from members.opening import Beginning
from members.slugs import MOST, check_slug

QUIET = {"autocomplete": "off"}


class PlaceForm(Plain, forms.Form):
    """What a collaborative is called, where it is, and who answers in law for its data."""

    name = LineField(
        label="What is your collaborative called?",
        max_length=120,
        help_text="Like “Tarnside Living Well”.",
        widget=forms.TextInput(attrs=QUIET),
    )
    place = LineField(
        label="Where is it?",
        max_length=80,
        help_text="A town, a part of one, a valley.",
        widget=forms.TextInput(attrs=QUIET),
    )
    nation = forms.ChoiceField(
        label="In which nation?",
        choices=Collaborative.Nation.choices,
        help_text="So that every page names the right helplines.",
        widget=forms.Select(attrs={"class": "fit"}),
    )
    answers_in_law = LineField(
        label="Which body answers in law for what we keep about people?",
        required=False,
        max_length=160,
        help_text="A charity, a council, a trust. It can wait, but not until many people are in.",
        widget=forms.TextInput(attrs=QUIET),
    )


class OpenForm(PlaceForm):
    """The same, with the word in its address and the one who begins."""

    chosen_name = NameField(
        label="What shall we call you?",
        help_text=FIRST_NAME,
        widget=forms.TextInput(attrs=QUIET),
    )
    address = forms.EmailField(
        label="Your email address",
        max_length=254,
        help_text="You come in with it. Nobody sees it.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    slug = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]*$",
        label="The word in its web address",
        required=False,
        max_length=MOST,
        help_text="Left empty, we make it from the place.",
        error_messages={"invalid": "Small letters, digits and dashes only, like “moor-end”."},
        widget=forms.TextInput(attrs={**QUIET, "class": "fit", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, somebody: bool = False, **kwargs: Any) -> None:
        """``somebody`` is signed in already, and need not say who it is."""
        super().__init__(*args, **kwargs)
        if somebody:
            del self.fields["address"]

    @property
    def more_is_open(self) -> bool:
        return bool(self["answers_in_law"].errors or self["slug"].errors)

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug:
            check_slug(slug)
            if Collaborative.objects.filter(slug=slug).exists():
                raise ValidationError(TAKEN)
        return slug

    def beginning(self) -> Beginning:
        asked = {name: self.cleaned_data[name] for name in Beginning.__dataclass_fields__}
        return Beginning(**asked)


TAKEN = "Another collaborative has this word. Please choose another one."


class PersonForm(Plain, forms.Form):
    """Somebody to ask: a name and an address, or neither."""

    name = NameField(
        label="The name you know them by", required=False, widget=forms.TextInput(attrs=QUIET)
    )
    address = forms.EmailField(
        label="Their email address",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs=QUIET),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for missing, given in (("name", "address"), ("address", "name")):
            if cleaned.get(given) and missing in cleaned and not cleaned[missing]:
                self.add_error(missing, f"Please fill this in too, or empty the {given}.")
        return cleaned

    @property
    def asks(self) -> bool:
        return bool(self.cleaned_data.get("address"))


class IndependentForm(PersonForm):
    """Somebody who does not look after the collaborative; ``mine`` is the asker's own address."""

    def __init__(self, *args: Any, mine: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mine = mine

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address and address.lower() == self.mine:
            raise ValidationError("This must be somebody else: it is for worries about you, too.")
        return address


class PhoneForm(Plain, forms.Form):
    """A number that people can ring, or none."""

    phone = LineField(
        label="A number that people can ring, or nothing",
        required=False,
        max_length=40,
        help_text="It stands on every page. Whose is it? Better not your own.",
        widget=forms.TextInput(attrs={**QUIET, "class": "fit", "inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone:
            check_number(phone)
        return phone


class PasteForm(Plain, forms.Form):
    """People to invite: pasted, or as a file. ``lines`` is what we make of it, once it is valid."""

    words = forms.CharField(
        label="Addresses, one a line",
        required=False,
        help_text="Like “Zoë zoe@example.org”, or copied from a letter or a spreadsheet.",
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="Or a list as a CSV file",
        required=False,
        help_text="The first email address in a line counts, and a name beside it. Nothing else is"
        " kept.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    lines: list[pasted.Line]

    def clean_file(self) -> str:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > pasted.MOST_LETTERS:
            raise ValidationError("This file is too long. Take about two hundred people at a time.")
        return pasted.decode(file.read())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        words = "\n".join(filter(None, (cleaned.get("words"), cleaned.get("file"))))
        if not self.errors:
            self.lines = pasted.read(words.replace("\0", "")[: pasted.MOST_LETTERS])
            if not self.lines:
                self.add_error("words", "Please put in at least one address.")
            elif len(self.lines) > pasted.MOST_LINES:
                self.add_error("words", TOO_MANY.format(len(self.lines)))
        return {**cleaned, "words": words}


TOO_MANY = f"That is {{}} lines. Please take {pasted.MOST_LINES} at a time."
