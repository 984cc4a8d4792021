"""``manage.py restore FOLDER``: see docs/running.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from collaborative.backup import NotPossible, Where, restore


class Command(BaseCommand):
    requires_system_checks = []  # there are no tables yet
    help = "Puts a backup into an empty database, and counts that all of it came back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *_: Any, **options: Any) -> None:
        files = Path(default_storage.path(""))
        where = Where.of(settings.DATABASES["default"], files)
        try:
            found: dict[str, Any] = restore(where, options["folder"])
        except NotPossible as refused:
            raise CommandError(str(refused)) from None
        rows = sum(found["rows"].values())
        self.stdout.write(f"{len(found['rows'])} tables, {rows} rows, {len(found['files'])} files.")
