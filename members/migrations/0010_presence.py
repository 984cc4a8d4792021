"""Counts of who is in the room, for good; and who is missing, in the group's own words."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from collaborative.operations import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0009_photos"),
    ]

    operations = [
        migrations.AddField(
            model_name="collaborative",
            name="not_in_the_room",
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name="PresenceTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter", models.DateField()),
                ("counted_on", models.DateField()),
                ("members", models.PositiveIntegerField()),
                ("told", models.PositiveIntegerField()),
                ("level", models.PositiveSmallIntegerField()),
                ("rows", models.JSONField(default=list)),
                ("came", models.PositiveIntegerField()),
                ("went", models.PositiveIntegerField()),
                (
                    "kept_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collaborative", "quarter"), name="one_presence_table_a_quarter"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counted_on__gte", models.F("quarter"))),
                        name="presence_counted_in_its_quarter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("members__gte", 20)), name="presence_of_twenty_or_more"
                    ),
                ],
            },
        ),
        AppendOnly("members_presencetable"),
    ]
