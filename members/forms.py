"""What people may type on their own pages. Nothing here saves."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import EmailValidator
from django.utils.text import capfirst

from collaborative import pictures, uploads
from collaborative.forms import Plain
from collaborative.keys import LETTERS, new_key
from collaborative.text import LineField, NameField, TextField
from members import ready
from members.lanyards import Private, RouteKind
from members.models import Hat, Membership, Perspective

MOST = 300  # letters in one line of a card
FIRST_NAME = "A first name is enough. Titles and jobs stay at the door."


class InviteForm(Plain, forms.Form):
    """Somebody new: where a letter reaches them, and what you call them."""

    address = forms.EmailField(
        label="Their email address",
        max_length=254,
        help_text="One person at a time. One letter goes there, and nothing else.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = NameField(
        label="The name you know them by",
        help_text=f"{FIRST_NAME} They can change it.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class TakeBackForm(Plain, forms.Form):
    """An address to which an invitation should not have gone."""

    wrong = forms.EmailField(
        label="The address it went to",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class AcceptForm(Plain, forms.Form):
    """The first thing somebody new says here."""

    chosen_name = NameField(
        label="What shall we call you?",
        help_text=f"{FIRST_NAME} Change it whenever you like.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class CardForm(Plain, forms.Form):
    """A card: four lines, three of them optional."""

    chosen_name = NameField(label="What shall we call you?", help_text=FIRST_NAME)
    brings_me_here = LineField(label="What brings me", required=False, max_length=MOST)
    ask_me_about = LineField(
        label="Ask me about",
        required=False,
        max_length=MOST,
        help_text="Anything you would gladly be asked: soup, buses, how to fill in a form.",
    )
    i_like = LineField(label="I like", required=False, max_length=MOST)
    gladly = forms.MultipleChoiceField(
        label="I would gladly",
        required=False,
        choices=[(way, capfirst(said)) for way, said in ready.WAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text="Any, all or none. Others can find you by it when they need a hand.",
    )
    photo = forms.FileField(
        label="A photo, if you like",
        required=False,
        help_text="Of you, or of something you like. No work badge, please. We keep a small"
        " square of it, and nothing of where or when it was taken.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    photo_out = forms.BooleanField(label="Take my photo off the card", required=False)

    LINES = ("chosen_name", "brings_me_here", "ask_me_about", "i_like")

    @classmethod
    def of(cls, card: Membership, data: Any = None, files: Any = None) -> CardForm:
        """Filled in from ``card``; what was typed never touches the card before it is kept."""
        initial = {name: getattr(card, name) for name in (*cls.LINES, "gladly")}
        form = cls(data, files, initial=initial)
        if card.photo_id is None:
            del form.fields["photo_out"]
        return form

    def lines(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.LINES}

    def changed_lines(self) -> dict[str, str]:
        return {name: words for name, words in self.lines().items() if name in self.changed_data}

    def clean_photo(self) -> bytes | None:
        """Drawn anew at once: nothing of ours ever holds what was sent."""
        file: UploadedFile[Any] | None = self.cleaned_data["photo"]
        if file is None:
            return None
        if (file.size or 0) > uploads.MOST:
            raise ValidationError(pictures.TOO_BIG)
        try:
            return pictures.redrawn(file.read())
        except pictures.NotAPicture as problem:
            raise ValidationError(str(problem)) from problem

    def clean(self) -> dict[str, Any]:
        """A page cannot give a photo back as it gives back words: it says so."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors and cleaned.get("photo"):
            self.add_error("photo", "The photo was fine. Please choose it once more.")
        return cleaned


class WorkForm(Plain, forms.Form):
    """My work and where I stand. All of it may stay empty."""

    job_title = LineField(
        label="What I do for a living",
        required=False,
        max_length=120,
        help_text="Only so that we can warn you when your card might give it away.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    employer = LineField(
        label="Where",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    stand = forms.TypedMultipleChoiceField(
        coerce=int,
        label="Where I stand. One, many or none",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choose"}),
    )
    agree = forms.BooleanField(
        label="Yes, keep what I ticked, for that and nothing else. I can take it back any day.",
        required=False,
    )

    perspectives: list[Perspective]
    held: frozenset[int]

    @classmethod
    def of(cls, held: Private, perspectives: list[Perspective], data: Any = None) -> WorkForm:
        """Filled in with what is kept; the words to tick are those of the person's places."""
        now = {"job_title": held.job_title, "employer": held.employer}
        form = cls(data, initial={**now, "stand": list(held.perspectives)})
        form.perspectives, form.held = perspectives, held.perspectives
        words: dict[str, list[tuple[int, str]]] = {}
        for perspective in perspectives:
            place = words.setdefault(perspective.collaborative.name, [])
            place.append((perspective.pk, perspective.label))
        grouped: list[Any] = list(words.items())
        stand = cast(forms.ChoiceField, form.fields["stand"])
        stand.choices = grouped if len(grouped) > 1 else next(iter(words.values()), [])
        return form

    def clean(self) -> dict[str, Any]:
        """A tick that is new is kept only with a clear yes; taking one out needs none."""
        cleaned = super().clean() or self.cleaned_data
        if set(cleaned.get("stand", ())) - self.held and not cleaned.get("agree"):
            self.add_error("agree", "Tick this too, and we keep it. Or take the ticks above out.")
        return cleaned

    def chosen(self) -> list[Perspective]:
        ticked = set(self.cleaned_data["stand"])
        return [perspective for perspective in self.perspectives if perspective.pk in ticked]


class NeedForm(Plain, forms.Form):
    """Something that would help on the day, and who hears whose it is."""

    words = LineField(
        label="In your words",
        max_length=200,
        help_text="A seat near the door, large print, somebody to sit with.",
    )
    tell_facilitator = forms.ChoiceField(
        label="If it is told",
        choices=[
            ("", "Just say somebody needs it"),
            ("yes", "Tell that day’s facilitator it is me"),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_tell_facilitator(self) -> bool:
        return bool(self.cleaned_data["tell_facilitator"])


class RouteForm(Plain, forms.Form):
    """A way to reach somebody besides their email address."""

    kind = forms.ChoiceField(
        label="How",
        choices=[
            (RouteKind.TEXT, "By text"),
            (RouteKind.PHONE, "By phone"),
            (RouteKind.POST, "By post"),
        ],
        widget=forms.RadioSelect,
    )
    value = LineField(
        label="The number or address",
        max_length=MOST,
        help_text="An address goes in one line, with commas.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    for_lists = forms.BooleanField(
        label="Whoever looks after us may read this one, to reach me so. Each look is noted.",
        required=False,
    )
    best_times = LineField(label="Best times, if any", required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        by_number = cleaned.get("kind") in (RouteKind.TEXT, RouteKind.PHONE)
        if by_number and cleaned.get("value"):
            try:
                check_number(cleaned["value"])
            except ValidationError as problem:
                self.add_error("value", problem)
        return cleaned


def check_number(value: str) -> None:
    """A telephone number as people write it.

    Raises:
        ValidationError: letters in it, or too few or too many digits to ring.
    """
    if not re.fullmatch(r"\+?[\d\s().-]+", value):
        raise ValidationError("A number has digits only, and perhaps a plus in front.")
    digits = len(re.sub(r"\D", "", value))
    if not 10 <= digits <= 15:
        raise ValidationError("Please look at this number again: it is too short or too long.")


class AskForm(Plain, forms.Form):
    """Somebody who would like to join: what to call them, and one way to reach them."""

    name = NameField(
        label="What shall we call you?",
        help_text=FIRST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact = LineField(
        label="One way to reach you",
        max_length=254,
        help_text="An email address or a phone number. We keep it for a month at most.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_contact(self) -> str:
        contact: str = self.cleaned_data["contact"]
        if "@" in contact:
            EmailValidator(message="Please look at this again: a name, an @, and what follows.")(
                contact
            )
        else:
            check_number(contact)
        return contact


class RememberForm(Plain, forms.Form):
    """Who has died, and a line for those who remember them."""

    who = forms.ChoiceField(label="Who?", widget=forms.Select(attrs={"class": "fit"}))
    words = LineField(
        label="A line to remember them by, if you like",
        required=False,
        max_length=MOST,
        help_text="It stands below the cards, beside their name. Ask those close to them.",
    )
    sure = forms.BooleanField(label="Yes, this is the person, and they have died")
    name = forms.ChoiceField(
        label="Under what they said stands",
        choices=[("keep", "their name"), ("member", "“a member”, and the name goes")],
        initial="keep",
        required=False,
        widget=forms.RadioSelect,
    )

    @classmethod
    def of(cls, people: list[Membership], data: Any = None) -> RememberForm:
        """To choose among those who are here; nobody is chosen already."""
        form = cls(data)
        choice = cast(forms.ChoiceField, form.fields["who"])
        choice.choices = [("", "Choose somebody"), *((c.key, c.chosen_name) for c in people)]
        return form

    def clean_name(self) -> str:
        return self.cleaned_data["name"] or "keep"


class LeaveForm(Plain, forms.Form):
    """What stands under old words of somebody who leaves."""

    name = forms.ChoiceField(
        label="What I said before stays. Under it stands",
        choices=[("keep", "the name I chose"), ("member", "“a member”, and my name goes")],
        initial="keep",
        widget=forms.RadioSelect,
    )


class PublicPagesForm(Plain, forms.Form):
    """What anybody in the world may read, and ask."""

    shows_come = forms.BooleanField(
        label="Show our page “Come to breakfast” to anybody", required=False
    )
    welcomes_strangers = forms.BooleanField(label="Let people ask to join there", required=False)


class ConcernForm(Plain, forms.Form):
    """Something that felt wrong, and whom to tell: one person."""

    key = forms.RegexField(rf"^[{LETTERS}]{{10}}$", widget=forms.HiddenInput)
    words = TextField(
        label="What happened, in your words?",
        max_length=10_000,
        help_text="As little or as much as you like.",
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    to = forms.ChoiceField(label="Who should read it?", widget=forms.RadioSelect)
    may_reach = forms.BooleanField(
        label="They may know my name, and speak to me about it", required=False
    )

    hats: dict[str, Hat]

    @classmethod
    def of(cls, hats: list[Hat], data: Any = None) -> ConcernForm:
        """To choose among those who listen; a single one is chosen already."""
        named = {f"{hat.kind}-{hat.member.key}": hat for hat in hats}
        only = next(iter(named)) if len(named) == 1 else None
        form = cls(data, initial={"key": new_key(), "to": only})
        form.hats = named
        choice = cast(forms.ChoiceField, form.fields["to"])
        choice.choices = [(value, _listens(hat)) for value, hat in named.items()]
        return form


def _listens(hat: Hat) -> str:
    if hat.kind == Hat.Kind.INDEPENDENT:
        return f"{hat.member.chosen_name}, when it is about whoever looks after things here"
    return hat.member.chosen_name
