"""Addresses of the roadmap, counted queries, and forms as a browser sends them."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.models import Membership
from tests.conftest import as_

HTMX = {"HX-Request": "true"}
FRAME = ('FROM "members_session"', 'FROM "members_user" WHERE')


def address(name: str, me: Membership, item: Any = None) -> str:
    key = {"key": item.key} if item else {}
    return reverse(f"roadmap:{name}", kwargs={"collaborative": me.collaborative.slug, **key})


def get(client: Client, me: Membership, name: str, item: Any = None, **query: str) -> Any:
    return as_(client, me).get(address(name, me, item), query)


def post(
    client: Client, me: Membership, name: str, item: Any = None, *, htmx: bool = False, **data: str
) -> Any:
    headers = HTMX if htmx else {}
    return as_(client, me).post(address(name, me, item), data, headers=headers)


def queries(client: Client, me: Membership, name: str, item: Any = None, **query: str) -> int:
    """How many a page needs, without those of session and user."""
    get(client, me, name, item, **query)  # signs in; what is cached once for the process
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address(name, me, item), query).status_code == 200
    return sum(not any(part in q["sql"] for part in FRAME) for q in counted.captured_queries)
