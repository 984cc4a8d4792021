"""Refuse to start as a role that the wall does not bind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Critical, Tags, register
from django.db import connections


@register(Tags.database)
def the_wall_holds(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Runs in ``migrate`` and ``check --database default``: what every start does first."""
    errors: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = user")
            if cursor.fetchone()[0]:
                errors.append(
                    Critical(
                        "This database role sees over the wall around private things.",
                        hint="Use the role app; maintenance is for backups.",
                        id="members.E001",
                    )
                )
    return errors
