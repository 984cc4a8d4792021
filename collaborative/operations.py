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


class CountChanges(RunSQL):
    """Count up ``sequence`` and date ``changed_at`` whenever one of some columns changes.

    The database does it, so that no way of writing the row can forget it, and
    no copy that was read before can turn the count back.
    """

    deconstruct = Operation.deconstruct

    def __init__(self, table: str, columns: str) -> None:
        new, old = (
            ", ".join(f"{row}.{name}" for name in columns.split()) for row in ("NEW", "OLD")
        )
        super().__init__(
            sql=[
                f"CREATE FUNCTION {table}_count() RETURNS trigger LANGUAGE plpgsql AS $$"
                f"BEGIN NEW.sequence := OLD.sequence; NEW.changed_at := OLD.changed_at;"
                f" IF ({new}) IS DISTINCT FROM ({old}) THEN"
                " NEW.sequence := OLD.sequence + 1; NEW.changed_at := now();"
                " END IF; RETURN NEW; END$$",
                f"CREATE TRIGGER count_changes BEFORE UPDATE ON {table} FOR EACH ROW"
                f" EXECUTE FUNCTION {table}_count()",
            ],
            reverse_sql=[
                f"DROP TRIGGER count_changes ON {table}",
                f"DROP FUNCTION {table}_count()",
            ],
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


HERE = "m.left_on IS NULL AND m.state <> 'introduced'"


def keep_a_coordinator(hats: str, members: str, collaboratives: str, acts: str) -> str:
    """The function behind the triggers of ``KeepCoordinator``; ``acts``: who can look after it."""
    looks_after = "h.kind = 'coordinator' AND h.until IS NULL"
    return f"""
        CREATE OR REPLACE FUNCTION keep_a_coordinator() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            forum bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.collaborative_id
                ELSE OLD.collaborative_id END;
        BEGIN
            IF TG_TABLE_NAME = '{members}' AND NOT EXISTS (
                SELECT 1 FROM {hats} h WHERE h.member_id = OLD.id AND {looks_after})
            THEN
                RETURN NULL;
            END IF;
            PERFORM 1 FROM {collaboratives} WHERE id = forum FOR NO KEY UPDATE;
            IF EXISTS (
                SELECT 1 FROM {members} m WHERE m.collaborative_id = forum AND {HERE})
            AND NOT EXISTS (
                SELECT 1 FROM {hats} h JOIN {members} m ON m.id = h.member_id
                WHERE h.collaborative_id = forum AND {looks_after} AND {acts})
            THEN
                RAISE 'somebody must look after the collaborative'
                    USING ERRCODE = '23001', CONSTRAINT = 'keep_a_coordinator';
            END IF;
            RETURN NULL;
        END$$"""  # noqa: S608 -- names of tables from a migration


class KeepCoordinator(RunSQL):
    """Refuse to leave a collaborative that has members without somebody who looks after it.

    Asked at the commit, of whatever ends a coordinator's hat or lets a
    coordinator go. One of them must have no ``until``: a day that passes can
    be refused by nobody. The row of the collaborative is locked first, or two
    coordinators who go in the same second would each still see the other.
    """

    deconstruct = Operation.deconstruct

    def __init__(self, hats: str, members: str, collaboratives: str) -> None:
        when = {
            "keep_coordinator_begins": f"INSERT OR UPDATE ON {hats} DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW WHEN (NEW.kind = 'coordinator' AND NEW.until >= current_date)",
            "keep_coordinator_ends": f"UPDATE OR DELETE ON {hats} DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW WHEN (OLD.kind = 'coordinator' AND OLD.until IS NULL)",
            "keep_coordinator_here": f"UPDATE ON {members} DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW WHEN (OLD.left_on IS NULL"
            " AND (NEW.left_on IS NOT NULL OR NEW.state = 'introduced'))",
        }
        tables = {name: members if name.endswith("here") else hats for name in when}
        super().__init__(
            sql=[
                keep_a_coordinator(hats, members, collaboratives, HERE),
                *(
                    f"CREATE CONSTRAINT TRIGGER {name} AFTER {event}"
                    " EXECUTE FUNCTION keep_a_coordinator()"
                    for name, event in when.items()
                ),
            ],
            reverse_sql=[
                *(f"DROP TRIGGER {name} ON {table}" for name, table in tables.items()),
                "DROP FUNCTION keep_a_coordinator()",
            ],
        )


class KeepCoordinatorWhoActs(RunSQL):
    """The same, and one who is asked to step back (``stepped_back_at``) does not count."""

    deconstruct = Operation.deconstruct

    def __init__(self, hats: str, members: str, collaboratives: str) -> None:
        acts = f"{HERE} AND m.stepped_back_at IS NULL"
        name = "keep_coordinator_acts"
        super().__init__(
            sql=[
                keep_a_coordinator(hats, members, collaboratives, acts),
                f"CREATE CONSTRAINT TRIGGER {name} AFTER UPDATE ON {members}"
                " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                " WHEN (OLD.stepped_back_at IS NULL AND NEW.stepped_back_at IS NOT NULL)"
                " EXECUTE FUNCTION keep_a_coordinator()",
            ],
            reverse_sql=[
                f"DROP TRIGGER {name} ON {members}",
                keep_a_coordinator(hats, members, collaboratives, HERE),
            ],
        )


class WallReadsAlso(RunSQL):
    """One more condition under which rows behind the wall may be read, and only read."""

    deconstruct = Operation.deconstruct

    def __init__(self, table: str, policy: str, condition: str) -> None:
        super().__init__(
            sql=f"CREATE POLICY {policy} ON {table} FOR SELECT USING ({condition})",
            reverse_sql=f"DROP POLICY {policy} ON {table}",
        )


class Findable(RunSQL):
    """Two indexes on each column for ``collaborative.finding``: forms of words, threes of letters.

    The extension comes with PostgreSQL, and the owner of a database may add it.
    """

    deconstruct = Operation.deconstruct

    def __init__(self, table: str, *columns: str) -> None:
        sql: list[Any] = ["CREATE EXTENSION IF NOT EXISTS pg_trgm"]
        undo: list[Any] = []
        for column in columns:
            name = f"{table}_{column}"
            sql += [
                f"CREATE INDEX {name}_forms ON {table}"
                f" USING gin (to_tsvector('english', {column}))",
                f"CREATE INDEX {name}_threes ON {table} USING gin (upper({column}) gin_trgm_ops,"
                f" {column} gin_trgm_ops)",
            ]
            undo += [f"DROP INDEX {name}_forms", f"DROP INDEX {name}_threes"]
        super().__init__(sql=sql, reverse_sql=undo)
