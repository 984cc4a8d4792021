"""What may be written on a card: a few lines for everybody, and more for those who have more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from collaborative.forms import DayInput
from collaborative.keys import new_key
from collaborative.text import LineField, TextField
from members.models import Collaborative
from roadmap.forms import A_KEY, Kept, Place, box, places
from roadmap.models import Area, BodyNeeded, Horizon, Outcome, RoadmapItem
from roadmap.models.together import Together

Answer = BodyNeeded.Answer
MOST_BODIES = 12
ANSWERS = {"yes": Answer.YES, "asked": Answer.ASKED}
ANSWERS |= dict.fromkeys(("no", "not yet", "not asked", "not asked yet", ""), Answer.NOT_YET)
LINE = re.compile(r"(?P<name>.*?)\s*(?::\s*(?P<answer>[\w ]*))?")


class BodiesField(TextField):
    """One body a line, with what it said: "The council: asked"."""

    def clean(self, value: Any) -> Any:
        found: dict[str, tuple[str, str]] = {}
        for line in super().clean(value).splitlines():
            told = LINE.fullmatch(line.strip())
            name, said = (told["name"], (told["answer"] or "").lower()) if told else (line, "?")
            if said not in ANSWERS:
                name, said = line.strip(), ""
            if len(name) > 160:
                raise forms.ValidationError("Please make the name of each body shorter.")
            if name:
                found[name.casefold()] = (name, ANSWERS[said])
        if len(found) > MOST_BODIES:
            raise forms.ValidationError(f"Please name {MOST_BODIES} at most.")
        return list(found.values())


def in_lines(bodies: Iterable[BodyNeeded]) -> str:
    """As they are typed."""
    said = {Answer.YES: "yes", Answer.ASKED: "asked", Answer.NOT_YET: "not yet"}
    return "\n".join(f"{body.name}: {said[Answer(body.answer)]}" for body in bodies)


class CardForm(Kept, forms.Form):
    """The card itself: what we want and the next small step; the rest behind *More*."""

    title = LineField(
        label="What do we want?",
        help_text="A few words that anybody here would understand.",
        max_length=160,
    )
    next_step = LineField(
        label="What is the next small step?",
        help_text="Something that could be done this week. Leave it empty if nobody knows yet.",
        max_length=300,
        required=False,
    )
    need = TextField(
        label="Why does it matter?",
        help_text="In people’s own words, if you have some.",
        max_length=2000,
        widget=box(2),
        required=False,
    )
    aim = TextField(
        label="How will it be, once it is there?", max_length=2000, widget=box(2), required=False
    )
    carried_by = LineField(
        label="Who is carrying it?",
        help_text="A group, rather than one person.",
        max_length=120,
        required=False,
    )
    kind = forms.ChoiceField(
        label="What kind of thing is it?", choices=RoadmapItem.Kind, required=False
    )
    waiting_for = LineField(label="What is it waiting for?", max_length=300, required=False)
    depends_on_money = forms.ChoiceField(
        label="Does it depend on money?",
        choices=[("", "Leave it open"), *RoadmapItem.Money.choices],
        required=False,
    )
    bodies = BodiesField(
        label="Whose yes does it need?",
        help_text="One body a line, never a person. For example: The library: asked",
        max_length=2000,
        widget=box(2),
        required=False,
    )
    areas = forms.MultipleChoiceField(
        label="Where in a life is it felt?",
        choices=Area,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    towards = forms.MultipleChoiceField(
        label="What does it lead to?", widget=forms.CheckboxSelectMultiple, required=False
    )
    leans = forms.ChoiceField(
        label="Does it hold up what there is, or open something new?",
        choices=[("", "Leave it open"), *RoadmapItem.Leans.choices],
        required=False,
    )
    came_as = forms.ChoiceField(
        label="Is it new to us?",
        choices=[("", "Leave it open"), *RoadmapItem.CameAs.choices],
        required=False,
    )
    together = forms.ChoiceField(
        label="How do those it is about take part?",
        help_text="As it is today, honestly. Each of these can be right.",
        choices=[("", "Leave it open"), *Together.choices],
        required=False,
    )
    money_flow = LineField(
        label="Where would the money come from, and what would it no longer pay for?",
        max_length=300,
        required=False,
    )
    whereabouts = LineField(
        label="Which part of the place is it for?",
        help_text="An area, never an address. Leave it empty for all of it.",
        max_length=120,
        required=False,
    )
    wakes_when = LineField(
        label="A seed, or resting: what does it wait for?", max_length=300, required=False
    )
    wakes_on = forms.DateField(
        label="And when shall we look at it again?", widget=DayInput, required=False
    )

    MORE = (
        *(
            "need",
            "aim",
            "carried_by",
            "kind",
            "waiting_for",
            "depends_on_money",
            "money_flow",
            "bodies",
        ),
        *("areas", "whereabouts", "towards", "together", "leans", "came_as"),
        *("wakes_when", "wakes_on"),
    )

    def __init__(self, outcomes: Sequence[Outcome], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcomes = {outcome.key: outcome for outcome in outcomes}
        self.fields["towards"].choices = [  # type: ignore[attr-defined]
            (key, outcome.label) for key, outcome in self.outcomes.items()
        ]
        if not outcomes:
            del self.fields["towards"]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.pop("towards", [])
        cleaned["outcomes"] = [self.outcomes[key] for key in chosen]
        cleaned["kind"] = cleaned.get("kind") or RoadmapItem.Kind.DO
        cleaned["depends_on_money"] = cleaned.get("depends_on_money") or RoadmapItem.Money.NOT_KNOWN
        return cleaned


class ItemForm(CardForm):
    """Something new for the roadmap: three fields, and more for those who have more to say."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)  # pressed twice is once
    horizon = forms.ChoiceField(
        label="Where does it stand?", choices=Horizon, widget=forms.RadioSelect
    )
    field_order = ("key", "title", "horizon", "next_step")

    def __init__(
        self,
        collaborative: Collaborative,
        outcomes: Sequence[Outcome] = (),
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(outcomes, *args, **kwargs)
        self.collaborative = collaborative
        self.fields["key"].initial = new_key()

    @property
    def places(self) -> list[Place]:
        return places(self["horizon"], self.collaborative)

    def clean_key(self) -> str:
        """Only what we could have made ourselves; anything else is as if nothing came."""
        key: str = self.cleaned_data["key"]
        return key if A_KEY.fullmatch(key) else ""


class ChangeForm(CardForm):
    """The card as it stands; ``seen`` is the edition that the page was made from."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
