"""The title guard before words are kept: it asks once, and keeps nothing about it.

For words that everybody reads at once and that nobody has signed: facts of a
meeting, reasons of moves, cards. Nothing is held, and nobody has a list to look after.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from collaborative.text import LineField, TextField
from members.guard import Nudge, nudge, without


def question(form: forms.BaseForm, sent: QueryDict) -> Nudge | None:
    """What to ask about a valid form; nothing when its page has asked this already."""
    found = nudge("\n".join(str(form.data.get(name, "")) for name in _words(form)))
    return None if found is None or sent.get("told") == found.told else found


def said_without(form: forms.BaseForm, sent: QueryDict) -> QueryDict | None:
    """The form as it was sent, each text said with names only; None unless that was pressed."""
    if "without" not in sent:
        return None
    changed: Any = sent.copy()
    for name in _words(form):
        changed[name] = without(changed.get(name, ""))
    del changed["without"]
    return changed  # type: ignore[no-any-return]


def _words(form: forms.BaseForm) -> list[str]:
    return [name for name, field in form.fields.items() if isinstance(field, LineField | TextField)]
