"""Questions that cards left us with stand among the others; back again, beside their cards."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations import RunSQL

from collaborative.operations import TenantForeignKey

# Of those that came up at a meeting, its day is known.
DAYS = """
UPDATE prototypes_question q SET asked_on = (m.starts_at AT TIME ZONE m.time_zone)::date
FROM meetings_meeting m WHERE m.id = q.asked_at_id
"""
MOVE = """
INSERT INTO prototypes_question (collaborative_id, card_id, key, text, asked_on, state)
SELECT collaborative_id, card_id, key, text, asked_on,
    CASE WHEN resting THEN 'resting' ELSE 'live' END
FROM prototypes_whynothere ORDER BY id
"""
MOVE_BACK = """
INSERT INTO prototypes_whynothere (collaborative_id, card_id, key, text, asked_on, resting)
SELECT collaborative_id, card_id, key, text, asked_on, state = 'resting'
FROM prototypes_question WHERE card_id IS NOT NULL ORDER BY id
"""
FORGET = "DELETE FROM prototypes_question WHERE card_id IS NOT NULL"


class TiedOnTheWayBack(TenantForeignKey):
    """Dropping a table drops its ties; made again, it wants them again."""

    def __init__(self, child: str, column: str, parent: str) -> None:
        super().__init__(child, column, parent)
        self.sql, self.reverse_sql = RunSQL.noop, self.sql


class Migration(migrations.Migration):
    dependencies = [
        ("prototypes", "0009_one_question"),
    ]

    operations = [
        RunSQL(DAYS, RunSQL.noop),
        # On the way back this comes last: a table with rows just written cannot be altered.
        TiedOnTheWayBack("prototypes_whynothere", "card_id", "prototypes_inspiration"),
        RunSQL(MOVE, [MOVE_BACK, FORGET]),
        migrations.DeleteModel(name="WhyNotHere"),
        migrations.AlterField(
            model_name="question",
            name="card",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="prototypes.inspiration",
            ),
        ),
    ]
