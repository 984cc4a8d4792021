"""Addresses and forms as people send them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.models import Membership
from prototypes.models import PrototypingSession, Theme
from tests.conftest import as_

HTMX = {"HX-Request": "true"}


def address(name: str, me: Membership, row: Any = None, **more: str) -> str:
    key = {"key": row.key} if row else {}
    kwargs = {"collaborative": me.collaborative.slug, **key, **more}
    return reverse(f"prototypes:{name}", kwargs=kwargs)


class Helper:
    """Somebody who helps, at the pages of one session."""

    def __init__(self, client: Client, me: Membership, session: PrototypingSession) -> None:
        self.client = as_(client, me)
        self.me = me
        self.session = session

    def address(self, name: str, **more: str) -> str:
        row = None if name in ("start", "themes") else self.session
        return address(name, self.me, row, **more)

    def write(self, words: str, *, htmx: bool = False, **posted: Any) -> Any:
        """One note through the form; ``sent_as`` is a new number unless given."""
        posted = {"sent_as": str(uuid4()), "words": words, "kind": "", **posted}
        return self.client.post(self.address("capture"), posted, headers=HTMX if htmx else {})

    def paste(self, wall: str, step: str = "keep", *, htmx: bool = False, **posted: Any) -> Any:
        posted = {"sent_as": str(uuid4()), "wall": wall, "step": step, **posted}
        return self.client.post(self.address("capture"), posted, headers=HTMX if htmx else {})

    def move(self, *, htmx: bool = False, **posted: Any) -> Any:
        return self.client.post(self.address("grouping"), posted, headers=HTMX if htmx else {})

    def board(self, **asked: str) -> Any:
        return self.client.get(self.address("grouping"), asked)


def under(theme: Theme) -> list[str]:
    """The words that stand under a theme, in order."""
    return list(theme.outputs.order_by("pk").values_list("words", flat=True))


def queries(ask: Callable[[], Any]) -> int:
    """How many, without those of session and user."""
    ask()  # what is cached once for the whole process
    with CaptureQueriesContext(connection) as counted:
        assert ask().status_code == 200
    frame = ('FROM "members_session"', 'FROM "members_user" WHERE')
    return sum(not any(part in q["sql"] for part in frame) for q in counted.captured_queries)
