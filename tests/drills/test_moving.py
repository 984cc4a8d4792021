"""Export and import: every table and file arrives, a broken file changes nothing."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from collaborative import backup, moving
from collaborative.backup import NotPossible, Where
from collaborative.demo.load import load
from members import lanyards
from members.models import Membership
from tests.figures import Figure

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

ANCHOR = date(2026, 11, 21)


@pytest.fixture
def here(tmp_path: Path) -> Where:
    """Both invented places with somebody's private words, and files beside them."""
    load(ANCHOR)
    person = Membership.objects.latest("pk").person
    lanyards.write(person, job_title='Lamp "lighter", by\nnight')
    files = tmp_path / "files"
    (files / "reports" / "x").mkdir(parents=True)
    (files / "reports" / "x" / "pdf").write_bytes(os.urandom(50_000))
    return Where.of(connection.settings_dict, files)


@pytest.fixture
def there(here: Where, tmp_path: Path) -> Iterator[Where]:
    """An installation that was migrated and waits for its first day."""
    there = replace(here, name=f"{here.name}_there", files=tmp_path / "there")
    with psycopg.connect(
        dbname=here.name, user=here.owner, host=here.host or None, autocommit=True
    ) as maker:
        maker.execute(f"DROP DATABASE IF EXISTS {there.name}")
        maker.execute(f"CREATE DATABASE {there.name}")
    shape = tmp_path / "shape"
    backup._run(here, "maintenance", "pg_dump", "-s", "-Fc", f"--file={shape}")
    backup._run(there, there.owner, "pg_restore", "--no-owner", f"-d{there.name}", str(shape))
    migrations = "SELECT app, name, applied FROM django_migrations"
    with here.connect("maintenance") as old, there.connect("maintenance") as new:
        for row in old.execute(migrations).fetchall():
            new.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", row
            )
        new.execute("INSERT INTO members_openhouse (token_hash, not_after) VALUES ('x', now())")
        new.execute("INSERT INTO django_content_type (app_label, model) VALUES ('x', 'x')")
    yield there
    with psycopg.connect(
        dbname=here.name, user=here.owner, host=here.host or None, autocommit=True
    ) as maker:
        maker.execute(f"DROP DATABASE {there.name}")


def everything(where: Where) -> dict[str, str]:
    """A digest of each table, rows in their order, and of each counter."""
    with moving._connect(where) as asked:
        tables = [t for t in moving._tables(asked) if t.name != moving.MIGRATIONS]
        found = {table.name: moving._digest(asked, table, None) for table in tables}
        return found | {n: str(last) for n, last in moving._counters(asked).items()}


def altered(path: Path, to: Path, **changes: Any) -> Path:
    """The same zip with other bytes under some names; None takes one out."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            content = changes.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name in set(changes) - set(old.namelist()):
            new.writestr(name, changes[name])
    return to


def test_there_and_every_table_equal(
    here: Where, there: Where, tmp_path: Path, figure: Figure
) -> None:
    path = tmp_path / "all.zip"
    kept = moving.export(here, path)
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(NotPossible, match="there already"):
        moving.export(here, path)
    assert b"Lamp" in zipfile.ZipFile(path).read("tables/members_lanyard.csv")

    empty = everything(there)
    refused = 0
    for broken, said in broken_ones(path, tmp_path):
        refused += 1
        with pytest.raises(NotPossible, match=said):
            moving.bring_in(there, broken)
        assert everything(there) == empty, said
        assert not there.files.exists()
    with pytest.raises(NotPossible, match="here already"):
        moving.bring_in(here, path)
    moving.bring_in(there, path)

    assert everything(there) == everything(here)
    assert backup.digests(there.files) == backup.digests(here.files)
    assert backup.count_rows(there, role=there.owner)["members_lanyard"] == 0  # the wall stands
    full = sum(bool(many) for many in kept["rows"].values())
    figure(
        "export and import",
        f"{len(kept['rows'])} tables equal ({full} with rows, {sum(kept['rows'].values())} rows),"
        f" 1 file equal; {refused} broken files changed nothing",
    )


def broken_ones(path: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    """A file that is none, half of one, changed ones, one that leads out, one of another day."""
    whole = path.read_bytes()
    for name, content in {"words": b"Dear all", "half": whole[: len(whole) // 2]}.items():
        (folder / name).write_bytes(content)
        yield folder / name, "no whole export"
    middle = bytearray(whole)
    middle[len(middle) // 3] ^= 0xFF
    (folder / "bit").write_bytes(middle)
    yield folder / "bit", "no whole export|has changed"
    yield folder / "absent", "no whole export"
    lanyards_, to = "tables/members_lanyard.csv", folder / "altered"
    yield altered(path, to, **{lanyards_: b"id\n"}), "has changed"
    yield altered(path, to, **{lanyards_: None}), "has changed"
    yield altered(path, to, **{"list.json": b"[]"}), "no whole export"
    with zipfile.ZipFile(path) as packed:
        told = json.loads(packed.read("list.json"))
        read = packed.read("tables/members_user.csv")
    for change, said in (
        ({"version": 2}, "version 2"),
        ({"migrations": told["migrations"][1:]}, "another version"),
        ({"files": told["files"] | {"files/../../out": "x"}}, "has changed"),
        ({"counters": {"nobody": 1}}, "database refused"),
    ):
        changed = json.dumps(told | change).encode()
        more = {"files/../../out": b"x"} if "files" in change else {}
        yield altered(path, to, **{"list.json": changed}, **more), said
    # Whole by its list, and still not what a database may hold: two people of one address.
    rows = read.splitlines(keepends=True)
    content = b"".join([*rows, rows[-1]])
    digest = moving.hashlib.sha256(content).hexdigest()
    files = told["files"] | {"tables/members_user.csv": digest}
    changed = json.dumps(told | {"files": files}).encode()
    yield (
        altered(path, to, **{"list.json": changed, "tables/members_user.csv": content}),
        "database refused",
    )


def test_a_full_disk_leaves_no_half_export(here: Where) -> None:
    with pytest.raises(NotPossible, match="could not be written"):
        moving.export(here, Path("/nowhere/all.zip"))


def test_the_commands_say_how_it_went(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no whole export"):
        call_command("import", tmp_path / "absent.zip")
    call_command("export", tmp_path / "all.zip")
    with pytest.raises(CommandError, match="there already"):
        call_command("export", tmp_path / "all.zip")
