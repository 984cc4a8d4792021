"""``manage.py export FILE``: see docs/running.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from collaborative.backup import NotPossible, Where
from collaborative.moving import export


class Command(BaseCommand):
    help = (
        "Writes everything into one zip of plain tables, for another machine or program."
        " It holds everything private in plain words."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_: Any, **options: Any) -> None:
        files = Path(default_storage.path(""))
        where = Where.of(settings.DATABASES["default"], files)
        try:
            found: dict[str, Any] = export(where, options["file"])
        except NotPossible as refused:
            raise CommandError(str(refused)) from None
        rows = sum(found["rows"].values())
        kept = sum(name.startswith("files/") for name in found["files"])
        self.stdout.write(f"{len(found['rows'])} tables, {rows} rows, {kept} files.")
