"""For whom a report is made, and which parts of it."""

from __future__ import annotations

from django import forms

from collaborative.forms import Plain
from collaborative.text import LineField
from roadmap.models import Horizon, Report
from roadmap.telling import PART_WORDS


class IssueForm(Plain, forms.Form):
    """Whom it is for is the button that is pressed; more is not needed.

    ``since`` comes from the page that it is made on. With a name the choice is
    kept, to be made with one press next time.
    """

    audience = forms.ChoiceField(label="For whom", choices=Report.Audience.choices, required=False)
    horizons = forms.MultipleChoiceField(
        label="Only these parts of the road (none ticked: all)",
        choices=Horizon.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choose"}),
    )
    parts = forms.MultipleChoiceField(
        label="Only these parts of the report (none ticked: all)",
        choices=list(PART_WORDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choose"}),
    )
    name = LineField(
        label="Keep this choice under a name, for next time",
        max_length=80,
        required=False,
    )

    def chosen(self) -> str:
        return str(self.cleaned_data["audience"] or Report.Audience.MEMBERS)
