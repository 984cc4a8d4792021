"""Backup and restore: every table and file comes back, and nothing is ever overwritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from collaborative import backup
from collaborative.backup import NotPossible, Where
from members import lanyards
from tests.factories import MembershipFactory, RoadmapItemFactory
from tests.figures import Figure

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


def test_backup_and_back(tmp_path: Path, figure: Figure) -> None:
    member = MembershipFactory()
    lanyards.write(member.person, job_title="Lamp lighter")
    RoadmapItemFactory.create_batch(30, collaborative=member.collaborative)
    files = tmp_path / "files"
    (files / "reports").mkdir(parents=True)
    (files / "reports" / "one").write_bytes(b"a report")
    here = Where.of(connection.settings_dict, files)

    kept = backup.backup(here, tmp_path / "kept")
    with pytest.raises(NotPossible, match="not empty"):
        backup.backup(here, tmp_path / "kept")
    with pytest.raises(NotPossible, match="holds tables already"):
        backup.restore(replace(here, files=tmp_path / "other"), tmp_path / "kept")

    name = f"{here.name}_back"
    maker = psycopg.connect(
        dbname=here.name, user=here.owner, host=here.host or None, autocommit=True
    )
    with maker:
        maker.execute(f"DROP DATABASE IF EXISTS {name}")
        maker.execute(f"CREATE DATABASE {name}")
    there = replace(here, name=name, files=tmp_path / "back")
    back = backup.restore(there, tmp_path / "kept")

    assert back["rows"] == kept["rows"] == backup.count_rows(here) == backup.count_rows(there)
    assert kept["rows"]["members_lanyard"] == 1
    assert backup.count_rows(there, role=here.owner)["members_lanyard"] == 0  # the wall stands
    assert (tmp_path / "back" / "reports" / "one").read_bytes() == b"a report"
    figure(
        "backup and restore",
        f"{len(kept['rows'])} tables and {len(kept['files'])} files equal",
    )
    with (tmp_path / "kept" / backup.DUMP).open("ab") as broken:
        broken.write(b"x")
    with pytest.raises(NotPossible, match="broken"):
        backup.restore(there, tmp_path / "kept")
    with psycopg.connect(
        dbname=here.name, user=here.owner, host=here.host or None, autocommit=True
    ) as maker:
        maker.execute(f"DROP DATABASE {name}")
