"""What is new for a person. One registry, two readers: the home page and the digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from collaborative.registry import Registry

if TYPE_CHECKING:
    from members.models import Membership

Context = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """``part`` is a template without its ending: ``.html`` at home, ``.txt`` in the digest.

    In either the section's context is the variable ``news``.

    ``context`` gets the reader's membership and the moment since which
    something must have happened to be news; ``None`` when there is nothing.
    A context may hold ``newest``, the moment of its newest piece: whoever has
    seen it need not be told again.

    ``fresh`` says roughly, within SQL, whether there is something newer than
    a card's ``digest_upto`` (an ``Exists`` over its ``collaborative``): a
    letter is planned only then. It may say yes too often, and never no.

    ``alone`` says whether the section by itself is worth a letter: the next
    meeting stands on every home page, but a digest of nothing else is empty. A
    context with ``alone: False`` says it of itself, this time.
    ``at_home`` is False for what is said in letters alone.
    """

    part: str
    context: Callable[[Membership, datetime], Context | None]
    alone: bool = True
    at_home: bool = True
    fresh: Callable[[], Any] | None = None


sections: Registry[Section] = Registry()


def fresh_for_cards() -> Q | None:
    """For a queryset of cards: those for whom there may be news worth a letter.

    None where a section cannot say: then everybody is asked at their hour.
    """
    alone = [section.fresh for section in sections.values() if section.alone]
    found = Q(pk=None)  # for nobody yet
    for fresh in alone:
        if fresh is None:
            return None
        found |= Q(fresh())
    return found


def newest_of(contexts: Iterable[Context]) -> datetime | None:
    """The moment of the newest piece of all of them."""
    return max((each["newest"] for each in contexts if each.get("newest")), default=None)


def news_for(
    reader: Membership, since: datetime, *, at_home: bool = False
) -> list[tuple[Section, Context]]:
    """Every section with something to say to ``reader``, with its context."""
    here = [section for section in sections.values() if section.at_home or not at_home]
    written = [(section, section.context(reader, since)) for section in here]
    return [(section, context) for section, context in written if context is not None]
