"""Who sits with whom, by lot. Nothing is kept, and nothing private is asked.

A seating made from lanyards would tell of them: whoever never sits together
shares a secret. Lots mix as well, and everybody can see why.
"""

from __future__ import annotations

import secrets

from django import forms
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from collaborative.forms import Plain
from collaborative.http import MemberRequest, page
from collaborative.text import TextField, clean_line
from members.here import enter
from prototypes import access

MOST_NAMES, LONGEST = 200, 60


class MixForm(Plain, forms.Form):
    names = TextField(
        label="Who is here?",
        max_length=12_000,
        help_text="First names, one a line. They are not kept.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    tables = forms.IntegerField(label="How many tables?", min_value=2, max_value=30)

    def clean_names(self) -> list[str]:
        names = [line for line in map(clean_line, self.cleaned_data["names"].splitlines()) if line]
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(f"{MOST_NAMES} names at most, please.")
        if any(len(name) > LONGEST for name in names):
            raise forms.ValidationError("One name is very long. A first name is enough.")
        return names


def dealt(names: list[str], tables: int) -> list[list[str]]:
    """As cards are dealt after a good shuffle: no table has two more than another."""
    names = [*names]
    secrets.SystemRandom().shuffle(names)
    return [found for start in range(tables) if (found := names[start::tables])]


@require_http_methods(["GET", "POST"])
def mix(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Deal the names anew with each press."""
    me = enter(request, collaborative)
    if not access.may_try(me):
        raise Http404
    form = MixForm(request.POST) if request.method == "POST" else MixForm()
    seats = dealt(**form.cleaned_data) if form.is_bound and form.is_valid() else []
    context = {"form": form, "seats": seats}
    return page(request, "prototypes/mix.html", context, status=422 if form.errors else 200)
