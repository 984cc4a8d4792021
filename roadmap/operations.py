"""What the roadmap's models cannot state, as migration operations."""

from __future__ import annotations

from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation

KEEP = """
CREATE OR REPLACE FUNCTION keep_horizon() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which bigint := CASE TG_TABLE_NAME WHEN 'roadmap_move'
        THEN (to_jsonb(NEW) ->> 'item_id')::bigint ELSE NEW.id END;
    stands text;
BEGIN
    SELECT first_horizon INTO stands FROM roadmap_roadmapitem WHERE id = which;
    IF EXISTS (
        SELECT 1 FROM (
            SELECT from_horizon AS said,
                lag(to_horizon, 1, stands) OVER (ORDER BY moved_at, id) AS stood
            FROM roadmap_move WHERE item_id = which) AS chain
        WHERE said <> stood)
    OR EXISTS (
        SELECT 1 FROM roadmap_roadmapitem WHERE id = which AND horizon <> coalesce((
            SELECT to_horizon FROM roadmap_move WHERE item_id = which
            ORDER BY moved_at DESC, id DESC LIMIT 1), stands))
    THEN
        RAISE 'an item stands where its moves took it'
            USING ERRCODE = '23001', CONSTRAINT = 'keep_horizon';
    END IF;
    RETURN NULL;
END$$"""


class KeepHorizon(RunSQL):
    """An item stands where its moves took it, and each move begins where the last one ended.

    Asked at the commit, so that a move and the horizon it leads to may be
    written in any order. Whoever writes a horizon without a move is refused.
    """

    deconstruct = Operation.deconstruct

    def __init__(self) -> None:
        when = {
            "roadmap_roadmapitem": "INSERT OR UPDATE OF horizon, first_horizon",
            "roadmap_move": "INSERT",
        }
        super().__init__(
            sql=[
                KEEP,
                *(
                    f"CREATE CONSTRAINT TRIGGER keep_horizon AFTER {event} ON {table}"
                    " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_horizon()"
                    for table, event in when.items()
                ),
            ],
            reverse_sql=[
                *(f"DROP TRIGGER keep_horizon ON {table}" for table in when),
                "DROP FUNCTION keep_horizon()",
            ],
        )
