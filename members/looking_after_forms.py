"""What whoever looks after a collaborative may type about who helps, and about a bad day."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.text import capfirst

from collaborative.forms import DayInput, Plain
from collaborative.text import LineField, NameField, TextField
from members import ready
from members.forms import check_number
from members.lanyards import RouteKind
from members.models import Hat, Membership, Perspective
from members.taking_down import Part

MOST_VERSIONS = 2**31 - 1
NO_ADDRESS = "Please look at this again: a name, an @, and what follows."


def choose_among(
    form: forms.Form, field: str, people: list[Membership], first: str = "Choose somebody"
) -> None:
    """Offer people by name; the value is the key of a card."""
    choice = cast(forms.ChoiceField, form.fields[field])
    choice.choices = [("", first), *((card.key, card.chosen_name) for card in people)]


class EndForm(Plain, forms.Form):
    """The last day of what somebody helps with."""

    until = forms.DateField(
        label="The last day",
        required=False,
        help_text="Left empty, it goes on for as long as they like.",
        widget=DayInput(),
    )


class AskToHelpForm(Plain, forms.Form):
    """Somebody who is here, and what they are asked to help with."""

    who = forms.ChoiceField(label="Who?", widget=forms.Select(attrs={"class": "fit"}))
    kind = forms.ChoiceField(
        label="With what?",
        choices=[(kind.value, kind.label.capitalize()) for kind in Hat.Kind],
        widget=forms.Select(attrs={"class": "fit"}),
    )

    @classmethod
    def of(cls, people: list[Membership], data: Any = None) -> AskToHelpForm:
        form = cls(data)
        choose_among(form, "who", people)
        return form


class StepBackForm(Plain, forms.Form):
    """Who is asked to step back, who agrees to it, and why; the reason is theirs to read."""

    who = forms.ChoiceField(
        label="Who is asked to step back?", widget=forms.Select(attrs={"class": "fit"})
    )
    second = forms.ChoiceField(
        label="Who looks at it with you?",
        help_text="They get a letter. Nothing happens before they agree.",
        widget=forms.Select(attrs={"class": "fit"}),
    )
    why = TextField(
        label="Why, in words that they will read",
        max_length=2000,
        help_text="What happened and when, kindly and plainly. They get it by letter, word for"
        " word. Nobody watches this box: in danger, ring 999.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    @classmethod
    def of(
        cls, people: list[Membership], seconds: list[Membership], data: Any = None
    ) -> StepBackForm:
        form = cls(data)
        choose_among(form, "who", people)
        choose_among(form, "second", seconds)
        return form


class TakeDownForm(Plain, forms.Form):
    """Whose card, what comes off it, and why; the reason is theirs to read."""

    who = forms.ChoiceField(label="Whose card is it?", widget=forms.Select(attrs={"class": "fit"}))
    parts = forms.MultipleChoiceField(
        label="What comes off?", choices=Part.choices, widget=forms.CheckboxSelectMultiple
    )
    why = TextField(
        label="Why, in words that they will read",
        max_length=2000,
        help_text="Kindly and plainly. They get it by letter, word for word. Nobody watches this"
        " box: in danger, ring 999.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @classmethod
    def of(cls, people: list[Membership], data: Any = None) -> TakeDownForm:
        form = cls(data)
        choose_among(form, "who", people)
        return form


class AppealForm(Plain, forms.Form):
    """Why it should be looked at again: one letter to one person."""

    words = TextField(
        label="What should they know?",
        max_length=10_000,
        help_text="As little or as much as you like. Nobody watches this box: it becomes a letter.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class SendForm(forms.Form):
    """Which draft somebody has read over."""

    key = forms.CharField(max_length=10)
    version = forms.IntegerField(min_value=0, max_value=MOST_VERSIONS)


class IncidentForm(Plain, forms.Form):
    """What everybody must be told at once, in four short answers."""

    happened = TextField(
        label="What happened, and to what we keep about people?",
        max_length=4000,
        help_text="Plainly, with the day. No names. Nobody watches this box: it becomes a letter.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    we_do = TextField(
        label="What are we doing about it?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    whom_to_ring = LineField(
        label="Whom can people ring or ask about it?",
        max_length=160,
        help_text="A name and a number, or where to find them.",
    )
    you_can = TextField(
        label="What can people do themselves?",
        required=False,
        max_length=4000,
        help_text="Change a code, ring the bank, or nothing at all. Then say that.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(  # of the draft that the page was made from
        min_value=0, max_value=MOST_VERSIONS, widget=forms.HiddenInput
    )


class SuccessorForm(Plain, forms.Form):
    """Who takes it on, for as long as they like."""

    who = forms.ChoiceField(
        label="Who takes it on?",
        help_text="They get a letter, and do it with you once they have said yes.",
        widget=forms.Select(attrs={"class": "fit"}),
    )

    @classmethod
    def of(cls, people: list[Membership], data: Any = None) -> SuccessorForm:
        form = cls(data)
        choose_among(form, "who", people)
        return form


class StandpointForm(Plain, forms.Form):
    """One more standpoint, and among which it is counted."""

    label = LineField(
        label="In the words of whoever stands there",
        max_length=80,
        help_text="Like “I work as a peer”. A standpoint, and no job, employer or diagnosis.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    band = forms.ChoiceField(
        label="Counted together with",
        help_text="We never count fewer than eight, so small groups are counted together.",
        widget=forms.Select(attrs={"class": "fit"}),
    )

    def __init__(self, *args: Any, listed: list[Perspective], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bands = {band for _, band in ready.STANDPOINTS} | {each.band for each in listed}
        choice = cast(forms.ChoiceField, self.fields["band"])
        choice.choices = [(band, capfirst(band)) for band in sorted(bands)]


class HandCodeForm(Plain, forms.Form):
    """Who gets a code on paper."""

    who = forms.ChoiceField(label="Who is it for?", widget=forms.Select(attrs={"class": "fit"}))

    @classmethod
    def of(cls, people: list[Membership], data: Any = None) -> HandCodeForm:
        form = cls(data)
        choose_among(form, "who", people)
        return form


class GiveForm(Plain, forms.Form):
    """I am off: who does it instead, until which day, and what it is."""

    who = forms.ChoiceField(
        label="Give this month to",
        help_text="They get a letter. It is theirs once they have said yes.",
        widget=forms.Select(attrs={"class": "fit"}),
    )
    until = forms.DateField(
        label="Until",
        help_text="On that day it ends by itself. Nothing of yours ends.",
        widget=DayInput(),
    )
    kind = forms.ChoiceField(label="What?", widget=forms.Select(attrs={"class": "fit"}))

    @classmethod
    def of(
        cls, people: list[Membership], kinds: list[Hat.Kind], until: date, data: Any = None
    ) -> GiveForm:
        form = cls(data, initial={"until": until, "kind": kinds[0]}, auto_id="id_give_%s")
        choose_among(form, "who", people)
        kind = cast(forms.ChoiceField, form.fields["kind"])
        kind.choices = [(each.value, each.label.capitalize()) for each in kinds]
        if len(kinds) == 1:
            kind.widget = forms.HiddenInput()
        return form


NUMBERS = (RouteKind.TEXT, RouteKind.PHONE)
BY_HAND = [
    (RouteKind.POST.value, "By post"),
    (RouteKind.PHONE.value, "By phone"),
    (RouteKind.TEXT.value, "By text"),
    (RouteKind.SUPPORTER.value, "Through somebody who helps them"),
]


class WayForm(Plain, forms.Form):
    """A way to reach somebody else, as they gave it."""

    kind = forms.ChoiceField(label="How?", choices=BY_HAND, widget=forms.RadioSelect)
    value = LineField(
        label="The number or address",
        max_length=300,
        help_text="As they gave it to you. An address goes in one line, with commas.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, value = cleaned.get("kind"), cleaned.get("value")
        try:
            if value and kind in NUMBERS:
                check_number(value)
            elif value and kind == "email":
                EmailValidator(message=NO_ADDRESS)(value)
        except ValidationError as problem:
            self.add_error("value", problem)
        return cleaned


class NewWayForm(WayForm):
    """For somebody whom letters do not reach any more."""

    kind = forms.ChoiceField(
        label="How?", choices=[("email", "By email"), *BY_HAND], widget=forms.RadioSelect
    )


class NoEmailForm(WayForm):
    """Somebody without an email address, who has said yes to being here."""

    name = NameField(
        label="What shall we call them?",
        help_text="A first name is enough.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("name", "kind", "value")
