"""What came since a page was made: the list of notes grows under the eyes of whoever has it open.

A page says which note it saw last and how many stood there. A note may be
committed after one with a higher number, so the last few are told again; the
page knows its rows by key and shows none twice.
"""

from __future__ import annotations

from collaborative.paging import Page
from prototypes.models import Output, OutputQuerySet

AGAIN = 40  # as many as one device sends at once
MOST = 400


def mark(rows: Page[Output], count: int) -> str:
    """What a page has seen: its newest note, and how many stand there."""
    return f"{rows.rows[0].key if rows.rows else ''}.{count}"


def since(outputs: OutputQuerySet, seen: str, count: int) -> Page[Output] | None:
    """The newest first; None when all is as it was. A mark that says nothing means: all."""
    key, _, known = seen.partition(".")
    newest = outputs.order_by("-pk").values_list("key", flat=True).first() or ""
    if (newest, str(count)) == (key, known):
        return None
    last = outputs.filter(key=key).values_list("pk", flat=True).first() or 0
    return Page(list(outputs.filter(pk__gt=last - AGAIN).order_by("-pk")[:MOST]))
