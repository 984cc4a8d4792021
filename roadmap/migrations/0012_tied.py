"""Answers and promises are tied to items, too."""

import django.db.models.deletion
from django.db import migrations, models

from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0008_dates"),
        ("members", "0016_by_text"),
        ("prototypes", "0008_leave"),
        ("roadmap", "0011_bodies_for_good"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="evidence",
            name="evidence_is_one_thing",
        ),
        migrations.RemoveConstraint(
            model_name="evidence",
            name="evidence_once",
        ),
        migrations.AddField(
            model_name="evidence",
            name="commitment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="meetings.commitment",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="permission",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="prototypes.permission",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("commitment", None),
                        ("meeting", None),
                        ("output__isnull", False),
                        ("permission", None),
                        ("prototype", None),
                        ("theme", None),
                    ),
                    models.Q(
                        ("commitment", None),
                        ("meeting", None),
                        ("output", None),
                        ("permission", None),
                        ("prototype", None),
                        ("theme__isnull", False),
                    ),
                    models.Q(
                        ("commitment", None),
                        ("meeting__isnull", False),
                        ("output", None),
                        ("permission", None),
                        ("prototype", None),
                        ("theme", None),
                    ),
                    models.Q(
                        ("commitment", None),
                        ("meeting", None),
                        ("output", None),
                        ("permission", None),
                        ("prototype__isnull", False),
                        ("theme", None),
                    ),
                    models.Q(
                        ("commitment", None),
                        ("meeting", None),
                        ("output", None),
                        ("permission__isnull", False),
                        ("prototype", None),
                        ("theme", None),
                    ),
                    models.Q(
                        ("commitment__isnull", False),
                        ("meeting", None),
                        ("output", None),
                        ("permission", None),
                        ("prototype", None),
                        ("theme", None),
                    ),
                    _connector="OR",
                ),
                name="evidence_is_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=(
                    "item",
                    "output",
                    "theme",
                    "meeting",
                    "prototype",
                    "permission",
                    "commitment",
                ),
                name="evidence_once",
                nulls_distinct=False,
            ),
        ),
        TenantForeignKey("roadmap_evidence", "permission_id", "prototypes_permission"),
        TenantForeignKey("roadmap_evidence", "commitment_id", "meetings_commitment"),
    ]
