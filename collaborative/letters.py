"""Kinds of letters. The outbox plans and sends; a kind knows who gets one, and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collaborative.registry import Registry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from collaborative.models import Letter


@dataclass(frozen=True)
class Words:
    """A letter's words: the text part comes first and says everything; ``html`` is its twin."""

    subject: str
    text: str
    html: str = ""


@dataclass(frozen=True)
class Kind:
    """What the outbox must know of a kind.

    ``due()`` has the columns ``person, about, edition, not_before, not_after``:
    one row, one letter. ``edition`` tells letters about the same row apart
    (the month of a digest); it is ``''`` where there is one letter for ever.
    ``None``: written at once by ``outbox.post`` (a sign-in code).

    ``sent`` runs in the transaction of the sending: what it writes stands
    only if the letter went. ``says`` names the kind to somebody who may
    ``stop(person's primary key)`` it; empty where nobody can.
    """

    render: Callable[[Letter], Words]
    still_applies: Callable[[Letter], bool]
    due: Callable[[], QuerySet[Any]] | None = None
    sent: Callable[[Letter], None] | None = None
    says: str = ""
    stop: Callable[[int], None] | None = None


kinds: Registry[Kind] = Registry()
