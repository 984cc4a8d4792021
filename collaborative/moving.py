"""Everything in one file that outlives this software: a zip of plain tables and private files.

A backup is for the same PostgreSQL; this is for any other machine, and to be
read by any other program: one CSV file a table, with a list to hold it
against. Both ways run as ``maintenance``, who sees over the wall. Importing
reads the whole file before it writes, fills an empty installation of the same
version in one transaction, and reads every table again before it keeps it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

import psycopg
from psycopg import sql

from collaborative.backup import MAINTENANCE, NotPossible, Where

LIST, README = "list.json", "README.txt"
VERSION = 1
PIECE = 1 << 20
MIGRATIONS = "django_migrations"  # compared, and never carried over
MADE_ANEW = ("auth_permission", "django_content_type")  # written by migrate: ours give way
# An installation that waits for its first day holds the link to it, and nothing else.
FIRST_DAY = "members_openhouse"

# The same words whatever the machine: moments in UTC, numbers in full.
ALIKE = "-c timezone=UTC -c datestyle=ISO,YMD -c intervalstyle=postgres -c bytea_output=hex"

EXPLAINED = """Everything that one installation of Living Well held.

tables/   one file for each table: CSV in UTF-8, the names of the columns in the first line.
          Nothing between two commas is "unknown"; "" is an empty word.
files/    the private files, under the names that the tables call them by.
list.json how many rows each table has, and a SHA-256 of every file here.

It holds everything private in plain words: keep it as you would keep the room's key.
`manage.py import` puts it into an empty installation of the same version.
"""

TABLES = """
SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY c.relname ORDER BY c.relname
"""

KEYS = """
SELECT c.relname, a.attname, t.typcategory = 'S'
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
JOIN pg_type t ON t.oid = a.atttypid
WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace
ORDER BY c.relname, array_position(i.indkey::int2[], a.attnum)
"""

COUNTERS = """
SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1
"""

# All that a file which is none, or half of one, makes a reader say.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[str, ...]
    order: sql.Composable

    @property
    def path(self) -> str:
        return f"tables/{self.name}.csv"

    def out(self) -> sql.Composed:
        """All rows in one order, so that the same rows are the same bytes."""
        return sql.SQL(
            "COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT (FORMAT csv, HEADER true)"
        ).format(self._columns(), sql.Identifier(self.name), self.order)

    def back(self) -> sql.Composed:
        return sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER match)").format(
            sql.Identifier(self.name), self._columns()
        )

    def _columns(self) -> sql.Composed:
        return sql.SQL(", ").join(map(sql.Identifier, self.columns))


@contextmanager
def _connect(where: Where) -> Iterator[psycopg.Connection[Any]]:
    asked = where.environment(MAINTENANCE)
    try:
        connection = psycopg.connect(
            dbname=where.name,
            user=MAINTENANCE,
            host=where.host or None,
            port=where.port or None,
            password=asked.get("PGPASSWORD"),
            options=ALIKE,
        )
    except psycopg.OperationalError as refused:
        raise NotPossible(f"The database let {MAINTENANCE} not in: {refused}") from None
    with connection:
        yield connection


def export(where: Where, path: Path) -> dict[str, Any]:
    """Write everything into ``path``, which must be new; return the list that stands in it.

    Raises:
        NotPossible: there is such a file already, or it could not be written whole.
    """
    if path.exists():
        raise NotPossible(f"{path} is there already. Give a new name.")
    half = path.with_name(f"{path.name}.half")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            found = _write(where, out)
        half.rename(path)
    except OSError as error:
        raise NotPossible(f"It could not be written: {error.strerror}.") from None
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
    return found


def _write(where: Where, out: IO[bytes]) -> dict[str, Any]:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed, _connect(where) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ  # one moment for all
        connection.read_only = True
        found: dict[str, Any] = {
            "version": VERSION,
            "migrations": _migrations(connection),
            "counters": _counters(connection),
            "rows": {},
            "files": {},
        }
        packed.writestr(README, EXPLAINED)
        for table in _tables(connection):
            with packed.open(table.path, "w", force_zip64=True) as entry:
                found["files"][table.path] = _digest(connection, table, entry)
            found["rows"][table.name] = _count(connection, table)
        for path in sorted(each for each in where.files.rglob("*") if each.is_file()):
            name = f"files/{path.relative_to(where.files).as_posix()}"
            with path.open("rb") as read, packed.open(name, "w", force_zip64=True) as entry:
                found["files"][name] = _copy(read, entry)
        packed.writestr(LIST, json.dumps(found, indent=1, sort_keys=True))
    return found


def bring_in(where: Where, path: Path) -> dict[str, Any]:
    """Fill an empty installation from ``path``; whole, or not at all.

    Raises:
        NotPossible: it is broken, of another version, or there is something here already.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            told = _read_through(packed)
            with _connect(where) as connection:
                _check(connection, where, told)
                _fill(connection, packed, told)
                with _files(where, packed, told):
                    connection.commit()
    except BROKEN:
        raise NotPossible(f"{path} is no whole export. Nothing was changed.") from None
    except psycopg.Error as error:
        said = str(error).strip().split("\n", 1)[0]
        raise NotPossible(f"The database refused it: {said}. Nothing was changed.") from None
    return told


def _read_through(packed: zipfile.ZipFile) -> dict[str, Any]:
    """The list, once every file that it names has been held against it."""
    told: dict[str, Any] = json.loads(packed.read(LIST))
    if told["version"] != VERSION:
        raise NotPossible(f"This export is of version {told['version']}, and we read {VERSION}.")
    names = set(packed.namelist()) - {LIST, README}
    whole = names == set(told["files"]) and not any(map(_leads_out, names))
    for name in names if whole else ():
        with packed.open(name) as read:
            whole = whole and _copy(read, None) == told["files"][name]
    if not whole:
        raise NotPossible("The export has changed since it was made: it is broken.")
    return told


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or path.parts[0] not in ("tables", "files")


def _check(connection: psycopg.Connection[Any], where: Where, told: dict[str, Any]) -> None:
    """The same tables here, and nothing in them."""
    if _migrations(connection) != told["migrations"]:
        raise NotPossible(
            "The export is of another version of this software. Install that one, import there,"
            " and then update."
        )
    tables = _tables(connection)
    if {table.name for table in tables} != set(told["rows"]):
        raise NotPossible("The export has other tables than this installation.")
    names = sql.SQL(", ").join(sql.Identifier(table.name) for table in tables)
    connection.execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(names))
    given = (MIGRATIONS, FIRST_DAY, *MADE_ANEW)
    full = [t.name for t in tables if t.name not in given and _count(connection, t)]
    if full:
        raise NotPossible(f"Something is here already ({full[0]}). Import into an empty one.")
    if where.files.is_dir() and any(where.files.iterdir()):
        raise NotPossible(f"{where.files} holds files already. Move them away first.")


def _fill(
    connection: psycopg.Connection[Any], packed: zipfile.ZipFile, told: dict[str, Any]
) -> None:
    for name in (FIRST_DAY, *MADE_ANEW):
        connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
    tables = [table for table in _tables(connection) if table.name != MIGRATIONS]
    for table in tables:
        with packed.open(table.path) as read, connection.cursor().copy(table.back()) as copy:
            while piece := read.read(PIECE):
                copy.write(piece)
    for name, last in told["counters"].items():
        asked = sql.SQL("SELECT setval({}::regclass, {}, {})").format(
            sql.Literal(f'public."{name}"'), sql.Literal(last or 1), sql.Literal(last is not None)
        )
        connection.execute(asked)
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        if _digest(connection, table, None) != told["files"][table.path]:
            raise NotPossible(f"{table.name} came back otherwise than it left. Nothing was kept.")


@contextmanager
def _files(where: Where, packed: zipfile.ZipFile, told: dict[str, Any]) -> Iterator[None]:
    """Put the files there; away with them again if what follows goes wrong."""
    names = [name for name in told["files"] if name.startswith("files/")]
    was_there = where.files.is_dir()
    try:
        for name in names:
            path = where.files / PurePosixPath(name).relative_to("files")
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with packed.open(name) as read, path.open("wb") as entry:
                shutil.copyfileobj(read, entry, PIECE)
        yield
    except BaseException as error:
        for name in names:
            (where.files / PurePosixPath(name).relative_to("files")).unlink(missing_ok=True)
        if not was_there:
            shutil.rmtree(where.files, ignore_errors=True)
        if isinstance(error, OSError):
            said = f"The files could not be written: {error.strerror}. Nothing was changed."
            raise NotPossible(said) from None
        raise


def _tables(connection: psycopg.Connection[Any]) -> list[Table]:
    keys: dict[str, list[sql.Composable]] = {}
    for table, column, is_text in connection.execute(KEYS):
        by = sql.Identifier(column) + sql.SQL(' COLLATE "C"' if is_text else "")
        keys.setdefault(table, []).append(by)
    return [
        Table(name, tuple(columns), sql.SQL(", ").join(keys[name]))
        for name, columns in connection.execute(TABLES)
    ]


def _migrations(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return [str(name) for (name,) in rows]


def _counters(connection: psycopg.Connection[Any]) -> dict[str, int | None]:
    """What each table's next number follows, but for the table that is not carried over."""
    found = dict(connection.execute(COUNTERS).fetchall())
    return {name: last for name, last in found.items() if not name.startswith(MIGRATIONS)}


def _count(connection: psycopg.Connection[Any], table: Table) -> int:
    asked = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table.name))
    row = connection.execute(asked).fetchone()
    return int(row[0]) if row else 0


def _digest(connection: psycopg.Connection[Any], table: Table, out: IO[bytes] | None) -> str:
    """SHA-256 of a table as it stands in the file; written into ``out`` on the way."""
    found = hashlib.sha256()
    with connection.cursor().copy(table.out()) as copy:
        for piece in copy:
            found.update(piece)
            if out is not None:
                out.write(piece)
    return found.hexdigest()


def _copy(read: IO[bytes], out: IO[bytes] | None) -> str:
    found = hashlib.sha256()
    while piece := read.read(PIECE):
        found.update(piece)
        if out is not None:
            out.write(piece)
    return found.hexdigest()
