"""Buddies, and own words about privacy."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0007_safety"),
    ]

    operations = [
        migrations.AddField(
            model_name="collaborative",
            name="privacy_words",
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name="Buddying",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "buddy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="members.membership",
                    ),
                ),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
                (
                    "newcomer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("buddy", None),
                            models.Q(("buddy", models.F("newcomer")), _negated=True),
                            _connector="OR",
                        ),
                        name="buddy_is_somebody_else",
                    )
                ],
            },
        ),
        TenantForeignKey("members_buddying", "newcomer_id", "members_membership"),
        TenantForeignKey("members_buddying", "buddy_id", "members_membership"),
    ]
