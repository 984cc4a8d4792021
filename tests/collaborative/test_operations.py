"""What models cannot state: the operations do it, undo it, and survive a squash."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.migrations.writer import MigrationWriter

from collaborative.operations import AppendOnly, TenantForeignKey, Wall

pytestmark = pytest.mark.django_db

TABLES = [
    "CREATE TABLE proof_parent (id bigint PRIMARY KEY, collaborative_id bigint NOT NULL)",
    "CREATE TABLE proof_child (id bigint PRIMARY KEY, collaborative_id bigint NOT NULL,"
    " person_id bigint, x_id bigint)",
    "INSERT INTO proof_parent VALUES (1, 1), (2, 2)",
]


@pytest.fixture(autouse=True)
def tables(db: None) -> None:
    run(*TABLES)


def run(*statements: str) -> list[Any]:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


def apply(operation: Any, *, back: bool = False) -> None:
    step = operation.database_backwards if back else operation.database_forwards
    with connection.schema_editor(atomic=False) as editor:
        step("collaborative", editor, apps, apps)


def refuses(statement: str, match: str) -> None:
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        run("SET CONSTRAINTS ALL IMMEDIATE", statement)


def test_a_child_stays_in_the_collaborative_of_its_parent() -> None:
    tie = TenantForeignKey("proof_child", "x_id", "proof_parent")
    apply(tie)
    run("INSERT INTO proof_child VALUES (1, 1, 1, 1), (2, 2, 1, NULL)")
    refuses("INSERT INTO proof_child VALUES (3, 1, 1, 2)", "proof_child_x_id_tenant")
    refuses("UPDATE proof_child SET collaborative_id = 2 WHERE id = 1", "tenant")
    refuses("UPDATE proof_parent SET collaborative_id = 2 WHERE id = 1", "tenant")
    refuses("DELETE FROM proof_parent WHERE id = 1", "tenant")

    run("SET CONSTRAINTS ALL IMMEDIATE")
    apply(tie, back=True)
    run("INSERT INTO proof_child VALUES (3, 1, 1, 2)")


def test_a_table_for_good_refuses_change_but_not_new_rows_or_truncate() -> None:
    run("INSERT INTO proof_child VALUES (1, 1, 1, 1)")
    for_good = AppendOnly("proof_child", door="proof.door")
    apply(for_good)
    refuses("UPDATE proof_child SET x_id = 2", "proof_child is append-only")
    refuses("DELETE FROM proof_child", "proof_child is append-only")
    run("INSERT INTO proof_child VALUES (2, 1, 1, 1)")

    with transaction.atomic():
        run("SELECT set_config('proof.door', 'open', true)")
        run("UPDATE proof_child SET x_id = 2")
        run("SELECT set_config('proof.door', 'ajar', true)")
        refuses("UPDATE proof_child SET x_id = 1", "append-only")
    run("TRUNCATE proof_child")
    apply(for_good, back=True)


def test_a_walled_table_is_empty_but_for_one_person() -> None:
    run("INSERT INTO proof_child VALUES (1, 1, 10, NULL), (2, 1, 20, NULL)")
    wall = Wall("proof_child", read_also="id = 2 AND current_setting('proof.peek', true) = 'on'")
    apply(wall)
    assert run("SELECT id FROM proof_child") == []
    refuses("INSERT INTO proof_child VALUES (3, 1, 10, NULL)", "row-level security")
    for opened in ("10", ""):  # after its use a setting is '' and no longer null
        run(f"SELECT set_config('lanyards.person', '{opened}', true)")
        assert run("SELECT id FROM proof_child") == ([(1,)] if opened else [])
    run("SELECT set_config('proof.peek', 'on', true)")
    assert run("SELECT id FROM proof_child") == [(2,)]
    run("UPDATE proof_child SET x_id = 9")  # may read, and only read
    run("SELECT set_config('proof.peek', '', true)")
    apply(wall, back=True)
    assert run("SELECT id, x_id FROM proof_child ORDER BY id") == [(1, None), (2, None)]


@pytest.mark.parametrize(
    "operation",
    [
        TenantForeignKey("a", "b_id", "c"),
        AppendOnly("a", door="erasure.door"),
        Wall("a", read_also="true"),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_a_squashed_migration_repeats_the_operation(operation: Any) -> None:
    """Not its SQL: ``deconstruct`` gives back what it was made from."""
    name, args, kwargs = operation.deconstruct()
    again = type(operation)(*args, **kwargs)
    assert (name, again.sql) == (type(operation).__name__, operation.sql)
    written, _ = MigrationWriter.serialize(operation.deconstruct()[1])
    assert "SQL" not in written.upper().replace("RUNSQL", "")
