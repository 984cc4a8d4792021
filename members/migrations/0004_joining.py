"""Asking to join, concerns, who may be named in public; and somebody always looks after it all."""

import collaborative.keys
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from collaborative.operations import KeepCoordinator, TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0003_first_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="collaborative",
            name="shows_come",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="collaborative",
            name="welcomes_strangers",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="membership",
            name="greets_by_name",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=collaborative.keys.new_key,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("raised_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("handed_over_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("heard", "heard"),
                            ("looked_at", "looked at"),
                            ("answered", "answered"),
                        ],
                        default="",
                        max_length=9,
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
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="members.membership",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
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
                            ("handed_over_at", None), ("words", ""), _connector="OR"
                        ),
                        name="concern_keeps_no_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", ""), ("handed_over_at__isnull", False), _connector="OR"
                        ),
                        name="concern_is_heard_once_handed_over",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=collaborative.keys.new_key,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("chosen_name", models.CharField(max_length=80)),
                ("contact", models.CharField(max_length=254)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
                (
                    "welcomed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="members.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("collaborative", "contact"), name="one_join_request_each"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("chosen_name", ""), _negated=True),
                            models.Q(("contact", ""), _negated=True),
                        ),
                        name="join_request_is_filled_in",
                    ),
                ],
            },
        ),
        TenantForeignKey("members_concern", "to_id", "members_membership"),
        TenantForeignKey("members_concern", "raised_by_id", "members_membership"),
        TenantForeignKey("members_joinrequest", "welcomed_by_id", "members_membership"),
        KeepCoordinator("members_hat", "members_membership", "members_collaborative"),
    ]
