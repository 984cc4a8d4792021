"""The title guard's question, before words are kept that have no writer.

What we try, what we learned and what we asked for carry nobody's name. Once
such a row is there, nobody could be asked about it; so the form comes back
once, with everything typed still in it, and the answer is sent with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django import forms
from django.http import HttpRequest

from collaborative.text import LineField, TextField
from members.guard import Nudge, nudge, without

F = TypeVar("F", bound=forms.Form)


@dataclass(frozen=True)
class Asked(Generic[F]):
    """Where a sent form stands. ``done``: it may be kept as it is."""

    form: F
    nudge: Nudge | None = None
    done: bool = False

    @property
    def status(self) -> int:
        return 422 if self.form.is_bound and self.form.errors else 200


def words_in(form: forms.Form) -> list[str]:
    """Names of the fields in which people write."""
    return [name for name, field in form.fields.items() if isinstance(field, LineField | TextField)]


def ask_first(request: HttpRequest, form: F) -> Asked[F]:
    """Whether what was sent may be kept; ``form`` is bound to ``request.POST``.

    The same words are asked about once. ``without`` puts a first try at
    saying it with names only into the form, to be read over.
    """
    if not form.is_valid():
        return Asked(form)
    names = words_in(form)
    if "without" in request.POST:
        again = request.POST.copy()
        for name in names:
            again[form.add_prefix(name)] = without(form.cleaned_data[name])
        form.data = again
        return Asked(form)
    asks = nudge("\n\n".join(form.cleaned_data[name] for name in names if form.cleaned_data[name]))
    if asks and request.POST.get("told") != asks.told:
        return Asked(form, asks)
    return Asked(form, done=True)
