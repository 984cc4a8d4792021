"""Kinds of letters. The outbox plans and sends; a kind knows who gets one, and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from collaborative.registry import Registry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from collaborative.models import Letter
    from members.models import Membership


@dataclass(frozen=True)
class Words:
    """A letter's words: the text part comes first and says everything; ``html`` is its twin.

    ``short`` says it in the length of a text message. ``calendar`` is for the
    reader's calendar, with its ``method``. ``answers_to``: where an answer goes.
    """

    subject: str
    text: str
    html: str = ""
    short: str = ""
    calendar: str = ""
    method: str = ""
    answers_to: str = ""


@dataclass(frozen=True)
class Kind:
    """What the outbox must know of a kind.

    ``due()`` has the columns ``person, about, edition, not_before, not_after``:
    one row, one letter. ``edition`` tells letters about the same row apart
    (the month of a digest); it is ``''`` where there is one letter for ever.
    A column ``place``, the key of a collaborative, may stand beside them.
    ``None``: written at once by ``outbox.post`` (a sign-in code).

    ``waits`` is asked when a letter is about to go: the later moment at which
    to ask again, or None for now. ``gentle``: it is one of those of which one
    a day goes; ``counts``: one of the few in a month (``members.restraint``).
    ``texted``: it may come as a text message to whoever likes that better.
    ``sample`` finds what a letter to this member could be about, so that it
    can be shown; kinds without it are not for a place to change.

    ``sent`` runs in the transaction of the sending: what it writes stands
    only if the letter went. ``says`` names the kind in a sentence; ``stop``
    takes the primary key of whoever wants no more of it, and ``later`` of
    whoever wants none of such nudges for four weeks.
    """

    render: Callable[[Letter], Words]
    still_applies: Callable[[Letter], bool]
    due: Callable[[], QuerySet[Any]] | None = None
    waits: Callable[[Letter], datetime | None] | None = None
    gentle: bool = False
    texted: bool = False
    counts: bool = False
    sample: Callable[[Membership], int | None] | None = None
    sent: Callable[[Letter], None] | None = None
    says: str = ""
    stop: Callable[[int], None] | None = None
    later: Callable[[int], None] | None = None


kinds: Registry[Kind] = Registry()

# Whoever wants no letter at all: takes the primary key of a person.
rests: Registry[Callable[[int], None]] = Registry()


# How a letter of a ``texted`` kind may go as a text message: the number, or None for email.
numbers: Registry[Callable[[Letter], str | None]] = Registry()


def number_for(letter: Letter) -> str | None:
    """Where a text message would go, for kinds that may go so and people who wish it."""
    found = (look(letter) for look in numbers.values()) if kinds[letter.kind].texted else ()
    return next((number for number in found if number), None)


def gentle() -> list[str]:
    """Names of the kinds of which one a day goes to somebody."""
    return [name for name, kind in kinds.items() if kind.gentle]


def counted() -> list[str]:
    """Names of the kinds that count towards the few."""
    return [name for name, kind in kinds.items() if kind.counts]
