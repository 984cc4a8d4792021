"""``manage.py backup FOLDER``: see docs/running.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from collaborative.backup import NotPossible, Where, backup


class Command(BaseCommand):
    help = (
        "Writes database and private files into a new folder."
        " It holds everything private in plain words."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *_: Any, **options: Any) -> None:
        files = Path(default_storage.path(""))
        where = Where.of(settings.DATABASES["default"], files)
        try:
            found: dict[str, Any] = backup(where, options["folder"])
        except NotPossible as refused:
            raise CommandError(str(refused)) from None
        rows = sum(found["rows"].values())
        self.stdout.write(f"{len(found['rows'])} tables, {rows} rows, {len(found['files'])} files.")
