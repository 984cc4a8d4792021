"""For whom a report is made."""

from __future__ import annotations

from django import forms

from collaborative.forms import Plain
from roadmap.models import Horizon, Report


class IssueForm(Plain, forms.Form):
    """Whom it is for; more is not needed. ``since`` comes from the page that it is made on."""

    audience = forms.ChoiceField(
        label="For whom",
        choices=Report.Audience.choices,
        required=False,
        widget=forms.Select(attrs={"class": "fit"}),
    )
    horizons = forms.MultipleChoiceField(
        label="Only these parts of the road (none ticked: all)",
        choices=Horizon.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choose"}),
    )

    def chosen(self) -> str:
        return str(self.cleaned_data["audience"] or Report.Audience.MEMBERS)
