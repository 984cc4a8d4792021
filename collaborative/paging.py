"""Lists turned page by page, from the key of the last row: nothing is skipped or seen twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)

MOST = 60


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of one page; ``after`` is the key that the next one begins behind, or nothing."""

    rows: list[Row]
    after: str = ""


def turn(rows: QuerySet[Row], *order: str, after: str = "", most: int = MOST) -> Page[Row]:
    """The page of ``rows`` behind the one with that key, in this order.

    ``order`` names columns that are never null, ``-`` before those that run
    downwards; the last one tells any two rows apart. A key that is not there
    (any more) gives the first page: a link somebody kept is no dead end.
    """
    columns = [name.removeprefix("-") for name in order]
    last = rows.filter(key=after).values(*columns).first() if after else None
    found = rows.filter(_behind(order, last)) if last else rows
    here = list(found.order_by(*order)[: most + 1])
    more = len(here) > most
    return Page(here[:most], str(getattr(here[most - 1], "key", "")) if more else "")


def leaf(rows: Sequence[Row], *, after: str = "", most: int = MOST) -> Page[Row]:
    """The same for rows at hand, in an order that no column tells."""
    keys = [str(getattr(row, "key", "")) for row in rows]
    start = keys.index(after) + 1 if after in keys else 0
    here = list(rows[start : start + most])
    more = len(rows) > start + most
    return Page(here, keys[start + most - 1] if more else "")


def _behind(order: tuple[str, ...], last: dict[str, Any]) -> Q:
    """Rows that come later: equal in the first columns, further on in the next."""
    later, equal = Q(), Q()
    for name in order:
        column = name.removeprefix("-")
        beyond = "lt" if name.startswith("-") else "gt"
        later |= equal & Q(**{f"{column}__{beyond}": last[column]})
        equal &= Q(**{column: last[column]})
    return later
