"""Every field that holds something about a person: why, how long, and who can see it.

A test walks all models and fails when a field has neither a rule nor a reason
to need none. The page "Everything you hold about me" is made from the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps

from collaborative.registry import Registry

if TYPE_CHECKING:
    from members.models import Membership, User


@dataclass(frozen=True)
class Holding:
    """What one table holds about a person.

    ``rows(person)`` gives ready dicts, label → value, of that person's rows.
    ``fields`` names the personal columns; ``private`` those of them that
    nobody but the person may ever see (the canary crawl plants there).
    ``said`` names columns whose own name tells too little. ``empty``: some
    library brings the table, and we keep nothing in it.
    """

    model: str
    words: str
    why: str
    kept: str
    seen_by: str
    fields: tuple[str, ...]
    rows: Callable[[User], Iterable[dict[str, Any]]]
    private: tuple[str, ...] = field(default=())
    let_go: Callable[[Membership], None] | None = None  # what happens to it when somebody leaves
    said: Mapping[str, str] = field(default_factory=dict)
    empty: bool = False

    def in_words(self) -> list[str]:
        """What each personal column is called when one speaks of it, in the order of ``fields``."""
        table = apps.get_model(self.model)._meta
        return [
            self.said.get(name) or str(table.get_field(name).verbose_name) for name in self.fields
        ]


holdings: Registry[Holding] = Registry()


def everything_about(person: User) -> list[tuple[Holding, list[dict[str, Any]]]]:
    """Every holding with that person's rows, empty ones too: "nothing" is an answer."""
    return [(holding, list(holding.rows(person))) for holding in holdings.values()]
