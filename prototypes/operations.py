"""What the graph of ancestors cannot state by itself, as one migration operation."""

from __future__ import annotations

from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation

# Locks first: two people, each about to close half of a circle, wait for each other.
# Under READ COMMITTED the search after the lock sees what the other has just committed.
NO_CIRCLE = """
CREATE OR REPLACE FUNCTION refuse_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM members_collaborative WHERE id = NEW.collaborative_id FOR NO KEY UPDATE;
    IF EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT NEW.parent_id
            UNION
            SELECT e.parent_id FROM prototypes_grewfrom e JOIN above ON e.child_id = above.id
            WHERE e.parent_id IS NOT NULL)
        SELECT 1 FROM above WHERE id = NEW.child_id)
    THEN
        RAISE 'it would grow from itself'
            USING ERRCODE = '23001', CONSTRAINT = 'grew_in_no_circle';
    END IF;
    RETURN NEW;
END$$
"""

# A deleted prototype hands its parents on to its children; with none, its name stays as words.
KEEP_PATHS = """
CREATE OR REPLACE FUNCTION keep_paths() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO prototypes_grewfrom
        (collaborative_id, child_id, parent_id, theme_id, output_id, words, how, unsure)
    SELECT down.collaborative_id, down.child_id, up.parent_id, up.theme_id, up.output_id,
        up.words, up.how, up.unsure OR down.unsure
    FROM prototypes_grewfrom down JOIN prototypes_grewfrom up ON up.child_id = OLD.id
    WHERE down.parent_id = OLD.id
    ON CONFLICT DO NOTHING;
    IF NOT EXISTS (SELECT 1 FROM prototypes_grewfrom WHERE child_id = OLD.id) THEN
        INSERT INTO prototypes_grewfrom
            (collaborative_id, child_id, parent_id, theme_id, output_id, words, how, unsure)
        SELECT collaborative_id, child_id, NULL, NULL, NULL, OLD.name, how, unsure
        FROM prototypes_grewfrom WHERE parent_id = OLD.id
        ON CONFLICT DO NOTHING;
    END IF;
    DELETE FROM prototypes_grewfrom WHERE OLD.id IN (parent_id, child_id);
    RETURN OLD;
END$$
"""

# Of a theme its name stays; of a note that it was one, for its words may be what has to go.
KEEP_NAMES = """
CREATE OR REPLACE FUNCTION keep_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO prototypes_grewfrom
        (collaborative_id, child_id, parent_id, theme_id, output_id, words, how, unsure)
    SELECT collaborative_id, child_id, NULL, NULL, NULL,
        CASE TG_TABLE_NAME WHEN 'prototypes_theme' THEN to_jsonb(OLD)->>'name'
            ELSE 'something that was said' END,
        how, unsure
    FROM prototypes_grewfrom
    WHERE CASE TG_TABLE_NAME WHEN 'prototypes_theme' THEN theme_id ELSE output_id END = OLD.id
    ON CONFLICT DO NOTHING;
    DELETE FROM prototypes_grewfrom
    WHERE CASE TG_TABLE_NAME WHEN 'prototypes_theme' THEN theme_id ELSE output_id END = OLD.id;
    RETURN OLD;
END$$
"""


# As ``collaborative.keys.new_key``, for rows that triggers write. Two bytes of a UUID are no lots.
NEW_KEY = """
CREATE OR REPLACE FUNCTION new_key() RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT string_agg(
        substr('bcdfghjkmnpqrstvwxz23456789', 1 + get_byte(lot.bytes, place) % 27, 1), '')
    FROM (SELECT uuid_send(gen_random_uuid()) AS bytes) lot,
        unnest(ARRAY[0, 1, 2, 3, 4, 5, 9, 10, 11, 12]) place
$$
"""


class MakeKeys(RunSQL):
    """``new_key()`` in the database: a default for tables that its own triggers write to."""

    deconstruct = Operation.deconstruct

    def __init__(self) -> None:
        super().__init__(sql=NEW_KEY, reverse_sql="DROP FUNCTION new_key()")


class KeepAncestry(RunSQL):
    """No circle, and no path that ends in nothing, whatever people do and in whichever order."""

    deconstruct = Operation.deconstruct

    def __init__(self) -> None:
        when = {
            "refuse_circle": "INSERT OR UPDATE ON prototypes_grewfrom FOR EACH ROW"
            " WHEN (NEW.parent_id IS NOT NULL)",
            "keep_paths": "DELETE ON prototypes_prototype FOR EACH ROW",
            "keep_name": "DELETE ON prototypes_theme FOR EACH ROW",
            "keep_name_of_note": "DELETE ON prototypes_output FOR EACH ROW",
        }
        does = {"keep_name_of_note": "keep_name"}
        super().__init__(
            sql=[
                NO_CIRCLE,
                KEEP_PATHS,
                KEEP_NAMES,
                *(
                    f"CREATE TRIGGER {name} BEFORE {event}"
                    f" EXECUTE FUNCTION {does.get(name, name)}()"
                    for name, event in when.items()
                ),
            ],
            reverse_sql=[
                *(
                    f"DROP TRIGGER {name} ON {event.split(' ON ')[1].split()[0]}"
                    for name, event in when.items()
                ),
                "DROP FUNCTION refuse_circle()",
                "DROP FUNCTION keep_paths()",
                "DROP FUNCTION keep_name()",
            ],
        )
