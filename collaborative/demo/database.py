"""Whose database is it? The demo fills an empty one, renews its own, and touches no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction

from collaborative.demo.content import PLACES
from collaborative.models import AuditEntry, StoredFile
from members.models import Collaborative, User
from roadmap.models import ReportFile

LOADED = "demo.loaded"
KEPT = {"auth", "contenttypes"}  # Django's own lists, written by migrate


class NotOurs(Exception):
    """There is something in this database that the demo has not made."""


def mark(anchor: date) -> None:
    """Note for good that the demo has filled this database, and for which day."""
    AuditEntry.objects.create(verb=LOADED, target=f"demo:{anchor.isoformat()}")


def loaded_for() -> date | None:
    """The day that the demo was loaded for; None where it was not the demo that did it."""
    entry = AuditEntry.objects.filter(verb=LOADED).order_by("pk").last()
    return date.fromisoformat(entry.target.removeprefix("demo:")) if entry else None


def check() -> date | None:
    """The day that the demo stands there for; None for an empty database.

    Raises:
        NotOurs: somebody's own collaborative, or people without one.
    """
    anchor = loaded_for()
    others = Collaborative.objects.exclude(slug__in=PLACES)
    filled = anchor is None and (Collaborative.objects.exists() or User.objects.exists())
    if filled or others.exists():
        raise NotOurs
    return anchor


def empty() -> None:
    """Take out every row, in the caller's transaction; then files and letters that hung on them.

    TRUNCATE passes by what refuses DELETE. Numbers go on and do not begin
    again: a session that a browser still holds must not fit somebody else.
    """
    kept = (StoredFile, ReportFile)
    files = [name for rows in kept for name in rows.objects.values_list("file", flat=True)]
    models = apps.get_models(include_auto_created=True)
    tables = {m._meta.db_table for m in models if m._meta.app_label not in KEPT}
    names = ", ".join(connection.ops.quote_name(table) for table in sorted(tables))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} CASCADE")
    transaction.on_commit(lambda: _forget_files(files))


def _forget_files(files: list[str]) -> None:
    for name in files:
        default_storage.delete(name)
    for letter in Path(settings.MAIL_BOX).glob("*.eml"):
        letter.unlink(missing_ok=True)
