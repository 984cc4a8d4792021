"""Asking somebody to step back, and a letter to everybody when something went wrong."""

import collaborative.keys
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from collaborative.operations import KeepCoordinatorWhoActs, TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0006_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="Incident",
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
                ("happened", models.TextField()),
                ("we_do", models.TextField()),
                ("you_can", models.TextField(blank=True)),
                ("whom_to_ring", models.CharField(max_length=160)),
                ("version", models.PositiveIntegerField(default=1)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="StepBack",
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
                ("why", models.TextField(blank=True)),
                (
                    "was",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("introduced", "Introduced"),
                            ("welcomed", "Welcomed"),
                            ("active", "Active"),
                            ("resting", "Resting"),
                            ("left", "Left"),
                            ("remembered", "Remembered"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="membership",
            name="stepped_back_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stepped_back_at", None),
                    ("state__in", ["resting", "left", "remembered"]),
                    _connector="OR",
                ),
                name="membership_stepped_back_is_away",
                violation_error_message="Somebody who is asked to step back takes no part.",
            ),
        ),
        migrations.AddField(
            model_name="incident",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="stepback",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="members.membership",
            ),
        ),
        migrations.AddField(
            model_name="stepback",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="stepback",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="members.membership",
            ),
        ),
        migrations.AddField(
            model_name="stepback",
            name="second",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="members.membership",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sent_at", None)),
                fields=("collaborative",),
                name="one_incident_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("happened", ""), _negated=True),
                    models.Q(("we_do", ""), _negated=True),
                    models.Q(("whom_to_ring", ""), _negated=True),
                ),
                name="incident_says_what_it_must",
            ),
        ),
        migrations.AddConstraint(
            model_name="stepback",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("member",), name="one_step_back"
            ),
        ),
        migrations.AddConstraint(
            model_name="stepback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_by", models.F("second")), _negated=True),
                    models.Q(("member", models.F("asked_by")), _negated=True),
                ),
                name="step_back_takes_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="stepback",
            constraint=models.CheckConstraint(
                condition=models.Q(("member", models.F("second")), _negated=True),
                name="step_back_is_not_ones_own_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="stepback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at", None), ("confirmed_at__isnull", False), _connector="OR"
                ),
                name="step_back_ends_after_it_began",
            ),
        ),
        TenantForeignKey("members_stepback", "member_id", "members_membership"),
        TenantForeignKey("members_stepback", "asked_by_id", "members_membership"),
        TenantForeignKey("members_stepback", "second_id", "members_membership"),
        KeepCoordinatorWhoActs("members_hat", "members_membership", "members_collaborative"),
    ]
