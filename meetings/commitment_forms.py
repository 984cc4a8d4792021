"""What may be typed about what one would do. Saving is ``meetings.commitments``."""

from __future__ import annotations

from typing import Any

from django import forms

from collaborative.forms import DayInput, Plain
from collaborative.text import LineField
from meetings.agenda_forms import A_KEY
from meetings.models import Commitment
from members.models import Membership

MINE = ""


class CommitmentForm(Plain, forms.Form):
    """What, and by when; whose and how big under *More*.

    Those who help may write for somebody who said yes to it.
    """

    text = LineField(label="What will you do?", max_length=300)
    hoped_for = forms.DateField(label="Hoped for by", required=False, widget=DayInput())
    size = forms.ChoiceField(
        label="How big is it?",
        required=False,
        choices=[("", "I need not say"), *Commitment.Size.choices],
    )
    group = LineField(
        label="Is it a group, or a body?",
        help_text="If you write one here, no single person carries it.",
        max_length=120,
        required=False,
    )
    member = forms.ModelChoiceField(
        Membership.objects.none(),
        label="Who said it, and said yes to standing here?",
        required=False,
        empty_label="I did",
        to_field_name="key",
    )
    key = forms.RegexField(A_KEY, widget=forms.HiddenInput)

    def __init__(self, *args: Any, me: Membership, helps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not helps:
            del self.fields["member"]
            return
        others = Membership.objects.visible_to(me)
        rows = others.exclude(pk=me.pk).by_name()
        self.fields["member"].queryset = rows  # type: ignore[attr-defined]

    @property
    def more_is_open(self) -> bool:
        names = [name for name in ("size", "group", "member") if name in self.fields]
        return any(self[name].errors or self[name].value() for name in names)


class TellForm(Plain, forms.Form):
    """How it stands; stuck says on what."""

    state = forms.ChoiceField(
        label="How does it stand?",
        choices=[c for c in Commitment.State.choices if c[0] != Commitment.State.OFFERED],
        widget=forms.RadioSelect,
    )
    note = LineField(
        label="In a few words",
        help_text="If it is stuck: on what? If you handed it on: to whom?",
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("state") == Commitment.State.STUCK and not data.get("note"):
            self.add_error("note", "Say what it is stuck on. Somebody may know a way.")
        return data
