"""What models cannot state, as migration operations."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation


class TenantForeignKey(RunSQL):
    """Keep a child row in its parent's collaborative: FOREIGN KEY (collaborative_id, x_id).

    Going back leaves the parent's unique index: another child may stand on it.
    """

    deconstruct = Operation.deconstruct  # a squashed migration repeats our arguments, not the SQL

    def __init__(self, child: str, column: str, parent: str) -> None:
        name = f"{child}_{column}_tenant"
        super().__init__(
            sql=[
                f"CREATE UNIQUE INDEX IF NOT EXISTS {parent}_tenant"
                f" ON {parent} (collaborative_id, id)",
                f"ALTER TABLE {child} ADD CONSTRAINT {name}"
                f" FOREIGN KEY (collaborative_id, {column})"
                f" REFERENCES {parent} (collaborative_id, id) DEFERRABLE INITIALLY DEFERRED",
            ],
            reverse_sql=f"ALTER TABLE {child} DROP CONSTRAINT {name}",
        )


class AppendOnly(RunSQL):
    """Refuse UPDATE and DELETE row by row. TRUNCATE stays: tests and the demo reload need it.

    ``door`` names a setting that, when ``open``, lets a change through.
    """

    deconstruct = Operation.deconstruct

    def __init__(self, table: str, door: str = "append_only.none") -> None:
        super().__init__(
            sql=[
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$"
                "BEGIN RAISE '% is append-only', TG_TABLE_NAME USING ERRCODE = '23001'; END$$",
                f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
                f" WHEN (current_setting('{door}', true) IS DISTINCT FROM 'open')"
                " EXECUTE FUNCTION refuse_change()",
            ],
            reverse_sql=f"DROP TRIGGER append_only ON {table}",
        )


class Wall(RunSQL):
    """Put a person's private table behind row-level security, forced on its owner too.

    A plain SELECT finds no row and an INSERT is refused, until
    ``members.lanyards`` sets ``lanyards.person``. ``read_also`` is a further
    condition under which rows may be read, and only read.

    nullif: after its first use a setting is '' and no longer null, and ''::bigint raises.
    """

    deconstruct = Operation.deconstruct

    def __init__(self, table: str, read_also: str = "") -> None:
        sql: list[Any] = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY one_person ON {table} USING (person_id"
            " = nullif(current_setting('lanyards.person', true), '')::bigint)",
        ]
        undo: list[Any] = [f"DROP POLICY one_person ON {table}"]
        if read_also:
            sql.append(f"CREATE POLICY read_also ON {table} FOR SELECT USING ({read_also})")
            undo.append(f"DROP POLICY read_also ON {table}")
        undo.append(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        undo.append(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        super().__init__(sql=sql, reverse_sql=undo)
