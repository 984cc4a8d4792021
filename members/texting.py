"""Who gets a text message instead: whoever wished it and keeps a number behind the wall."""

from __future__ import annotations

from collaborative.letters import numbers
from collaborative.models import Letter
from members import lanyards
from members.restraint import wishes_of


def number_of(letter: Letter) -> str | None:
    """The wall is opened only for somebody who wished it, and that is noted each time."""
    return lanyards.number_for_texts(letter.person) if wishes_of(letter).by_text else None


numbers.announce("their own", number_of)
