"""Dates that change: rules that follow each other, dates moved by hand, chairs and who waits."""

from typing import Any

import collaborative.keys
from django.db import migrations, models


def new_keys(apps: Any, schema_editor: Any) -> None:
    """One default for all rows is no key: each place and each series gets its own."""
    for model, field in (("Venue", "key"), ("MeetingSeries", "thread")):
        rows = apps.get_model("meetings", model)
        for pk in rows.objects.values_list("pk", flat=True):
            rows.objects.filter(pk=pk).update(**{field: collaborative.keys.new_key()})


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_heard"),
        ("members", "0011_for_a_while"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="by_hand",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="meeting",
            name="moved_from",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="places",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meetingseries",
            name="kind",
            field=models.CharField(default="breakfast", max_length=20),
        ),
        migrations.AddField(
            model_name="meetingseries",
            name="last_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meetingseries",
            name="online_link",
            field=models.URLField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="meetingseries",
            name="thread",
            field=models.CharField(
                default=collaborative.keys.new_key, editable=False, max_length=10
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="waiting_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="venue",
            name="key",
            field=models.CharField(
                default=collaborative.keys.new_key, editable=False, max_length=10, null=True
            ),
        ),
        migrations.RunPython(new_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="venue",
            name="key",
            field=models.CharField(
                default=collaborative.keys.new_key, editable=False, max_length=10, unique=True
            ),
        ),
        migrations.AddField(
            model_name="venue",
            name="map_link",
            field=models.URLField(blank=True, max_length=300),
        ),
        migrations.AddIndex(
            model_name="meetingseries",
            index=models.Index(fields=["collaborative", "thread"], name="series_by_thread"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("places", None), ("places__gt", 0), _connector="OR"),
                name="meeting_has_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingseries",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_on", None), ("last_on__gte", models.F("first_on")), _connector="OR"
                ),
                name="series_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingseries",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended", False), ("last_on", None)),
                fields=("collaborative", "thread"),
                name="one_rule_goes_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("waiting_since", None), ("answer", "yes"), _connector="OR"),
                name="who_waits_said_yes",
            ),
        ),
    ]
