"""The parts of the settings page; what each keeps stands in ``members.settings``."""

from __future__ import annotations

from typing import Any

from django import forms

from collaborative.forms import Plain
from collaborative.text import LineField, TextField
from members.first_day_forms import PhoneForm, PlaceForm
from members.models import Collaborative
from members.models.collaborative import check_zone
from members.settings import PARTS, mark, values_of

LONG = 20_000
NOBODY_WATCHES = "Nobody watches this box; everybody here can read it."


def box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Part(Plain, forms.Form):
    """One part; ``was`` is the mark of what it showed. The first ``shown`` fields stand open."""

    name_of_part = ""
    title = ""
    shown = 3
    was = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, place: Collaborative, data: Any = None) -> Part:
        now = values_of(place, cls.name_of_part)
        initial = {**now, "was": mark(now)}
        return cls(data, initial=initial, prefix=cls.name_of_part)

    @classmethod
    def again(cls, typed: dict[str, Any], now: dict[str, Any]) -> Part:
        """What was typed, over what stands there now."""
        return cls(initial={**typed, "was": mark(now)}, prefix=cls.name_of_part)

    def open_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in PARTS[self.name_of_part][: self.shown]]

    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in PARTS[self.name_of_part][self.shown :]]

    @property
    def more_is_open(self) -> bool:
        return any(field.errors for field in self.more_fields())

    def typed(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PARTS[self.name_of_part]}

    def words(self) -> str:
        """All that people will read, for the guard."""
        said = [self.cleaned_data[name] for name in self.changed_data if name != "was"]
        lines = ["\n".join(each) if isinstance(each, list) else each for each in said]
        return "\n".join(line for line in lines if isinstance(line, str))


class PlacePart(Part, PlaceForm):
    """What it is called, where it is, and who answers in law."""

    name_of_part, title = "place", "What we are called, and where"
    time_zone = LineField(
        label="The clock on our wall",
        max_length=40,
        help_text="A time zone like Europe/London. Meetings in the calendar keep their hour.",
        validators=[check_zone],
        widget=forms.TextInput(attrs={"class": "fit", "autocomplete": "off"}),
    )


class ReachPart(Part, PhoneForm):
    """How people reach somebody, and a line at the foot of every page."""

    name_of_part, title = "reach", "The number, and the foot of every page"
    answers_to = forms.EmailField(
        label="An email address for answers to our letters",
        required=False,
        help_text="One that some of you share, and nobody’s own: it stands in every letter."
        " Without one, answers go to whoever runs this site.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    footer = TextField(
        label="A line at the foot of every page",
        required=False,
        max_length=500,
        help_text="The helplines of the nation stand there already, and who to turn to."
        f" {NOBODY_WATCHES}",
        widget=box(2),
    )


class AboutPart(Part):
    """Where they are, and since when. What they stand for has pages of its own, with versions."""

    name_of_part, title = "about", "About the place, and our story"
    about_the_place = TextField(
        label="About the place", required=False, max_length=LONG, widget=box(3)
    )
    story_so_far = TextField(
        label="Our story so far", required=False, max_length=LONG, widget=box(6)
    )


class HorizonsPart(Part):
    """The three words of the roadmap, and what they mean here."""

    name_of_part, title = "horizons", "Three words we use"
    now_word = LineField(label="What we can do with what we have", max_length=40)
    next_word = LineField(label="What needs a yes, some money, or a friend", max_length=40)
    wow_word = LineField(label="What we cannot see how yet", max_length=40)
    now_means = TextField(label="The first word means", max_length=300, widget=box(2))
    next_means = TextField(label="The second word means", max_length=300, widget=box(2))
    wow_means = TextField(label="The third word means", max_length=300, widget=box(2))


FORMS: dict[str, type[Part]] = {
    form.name_of_part: form for form in (PlacePart, ReachPart, AboutPart, HorizonsPart)
}
