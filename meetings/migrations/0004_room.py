"""The room: agenda open to all, write-ups with versions, commitments, notes and slips."""

import collaborative.keys
import django.db.models.deletion
import django.utils.timezone
import uuid
from typing import Any

from django.db import migrations, models

from collaborative.operations import AppendOnly, TenantForeignKey


def give_keys(apps: Any, schema_editor: Any) -> None:
    """Each decision has an address of its own from now on."""
    for decision in apps.get_model("meetings", "Decision").objects.filter(key=None):
        decision.key = collaborative.keys.new_key()
        decision.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_series_day"),
        ("members", "0005_told_names_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held", models.BooleanField(default=False)),
                (
                    "key",
                    models.CharField(
                        default=collaborative.keys.new_key,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=120)),
                ("text", models.CharField(max_length=300)),
                ("hoped_for", models.DateField(blank=True, null=True)),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[("week", "This week"), ("season", "This season")],
                        max_length=6,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("doing", "On the way"),
                            ("done", "Done"),
                            ("stuck", "Stuck"),
                            ("changed_my_mind", "Changed my mind"),
                            ("handed_on", "Handed on"),
                        ],
                        default="offered",
                        max_length=16,
                    ),
                ),
                ("made_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="CommitmentStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("doing", "On the way"),
                            ("done", "Done"),
                            ("stuck", "Stuck"),
                            ("changed_my_mind", "Changed my mind"),
                            ("handed_on", "Handed on"),
                        ],
                        max_length=16,
                    ),
                ),
                ("on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.CharField(max_length=120)),
            ],
            options={
                "ordering": ["body", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ItemNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_as", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("words", models.TextField()),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held", models.BooleanField(default=False)),
                (
                    "key",
                    models.CharField(
                        default=collaborative.keys.new_key,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("words", models.TextField()),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["said_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TurnOffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("facilitator", "holding the meeting"),
                            ("scribe", "writing it down"),
                            ("timekeeper", "the time"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("checking", "With the people who were there"),
                            ("published", "Published"),
                        ],
                        max_length=10,
                    ),
                ),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="VersionWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("texts", models.TextField(blank=True)),
                ("struck_at", models.DateTimeField(blank=True, null=True)),
                ("ground", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "verbose_name_plural": "version words",
            },
        ),
        migrations.CreateModel(
            name="Worry",
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
                ("sent_as", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("words", models.TextField()),
                ("read_out", models.BooleanField(default=False)),
                ("did_we", models.TextField(blank=True)),
                ("did_we_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "worries",
                "ordering": ["key"],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="about_money",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="named",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="offered_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="put_forward_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="members.membership",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="held",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="decision",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="decisions",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="key",
            field=models.CharField(max_length=10, null=True),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="decision",
            name="key",
            field=models.CharField(
                default=collaborative.keys.new_key, editable=False, max_length=10, unique=True
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="came_by_phone",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="meeting",
            name="came_online",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="writeup",
            name="check_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="writeup",
            name="corrected_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="writeup",
            name="signature",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="writeup",
            name="signed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="members.membership",
            ),
        ),
        migrations.AlterField(
            model_name="writeup",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("checking", "With the people who were there"),
                    ("published", "Published"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="writeup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "checking"), _negated=True),
                    ("check_until__isnull", False),
                    _connector="OR",
                ),
                name="write_up_checked_until_a_day",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attendances",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="members.membership",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="commitments",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="member",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="members.membership",
            ),
        ),
        migrations.AddField(
            model_name="commitmentstep",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="commitmentstep",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="meetings.commitment",
            ),
        ),
        migrations.AddField(
            model_name="interest",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="interest",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="interests",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="interest",
            name="member",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="members.membership",
            ),
        ),
        migrations.AddField(
            model_name="itemnote",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="itemnote",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notes",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="member",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="members.membership",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="meetings.response",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="write_up",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="responses",
                to="meetings.writeup",
            ),
        ),
        migrations.AddField(
            model_name="turnoffer",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="turnoffer",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="turn_offers",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="turnoffer",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="members.membership",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="write_up",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="meetings.writeup",
            ),
        ),
        migrations.AddField(
            model_name="versionwords",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="versionwords",
            name="version",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="words",
                to="meetings.version",
            ),
        ),
        migrations.AddField(
            model_name="worry",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="worry",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="worries",
                to="meetings.meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(fields=("meeting", "member"), name="here_once"),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("member", None), ("group", ""), _connector="OR"),
                name="commitment_is_one_s",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "stuck"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="commitment_stuck_says_why",
                violation_error_message="Say what it is stuck on.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interest",
            constraint=models.UniqueConstraint(
                fields=("item", "body", "member"), name="interest_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="itemnote",
            constraint=models.UniqueConstraint(fields=("item", "sent_as"), name="one_note_sent"),
        ),
        migrations.AddConstraint(
            model_name="turnoffer",
            constraint=models.UniqueConstraint(
                fields=("meeting", "member", "kind"), name="turn_offered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                fields=("write_up", "number"), name="one_version_of_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="versionwords",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ground", ""), ("struck_at", None), models.Q(("texts", ""), _negated=True)
                    ),
                    models.Q(
                        ("struck_at__isnull", False),
                        ("texts", ""),
                        models.Q(("ground", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="version_words_stand_or_are_struck",
            ),
        ),
        migrations.AddConstraint(
            model_name="worry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("did_we", ""), ("did_we_on", None)),
                    models.Q(models.Q(("did_we", ""), _negated=True), ("did_we_on__isnull", False)),
                    _connector="OR",
                ),
                name="worry_answered_on_a_day",
            ),
        ),
        TenantForeignKey("meetings_agendaitem", "put_forward_by_id", "members_membership"),
        TenantForeignKey("meetings_itemnote", "item_id", "meetings_agendaitem"),
        TenantForeignKey("meetings_interest", "item_id", "meetings_agendaitem"),
        TenantForeignKey("meetings_interest", "member_id", "members_membership"),
        TenantForeignKey("meetings_decision", "item_id", "meetings_agendaitem"),
        TenantForeignKey("meetings_attendance", "meeting_id", "meetings_meeting"),
        TenantForeignKey("meetings_attendance", "member_id", "members_membership"),
        TenantForeignKey("meetings_turnoffer", "meeting_id", "meetings_meeting"),
        TenantForeignKey("meetings_turnoffer", "member_id", "members_membership"),
        TenantForeignKey("meetings_worry", "meeting_id", "meetings_meeting"),
        TenantForeignKey("meetings_commitment", "meeting_id", "meetings_meeting"),
        TenantForeignKey("meetings_commitment", "member_id", "members_membership"),
        TenantForeignKey("meetings_commitmentstep", "commitment_id", "meetings_commitment"),
        TenantForeignKey("meetings_writeup", "signed_by_id", "members_membership"),
        TenantForeignKey("meetings_version", "write_up_id", "meetings_writeup"),
        TenantForeignKey("meetings_versionwords", "version_id", "meetings_version"),
        TenantForeignKey("meetings_response", "write_up_id", "meetings_writeup"),
        TenantForeignKey("meetings_response", "to_id", "meetings_response"),
        TenantForeignKey("meetings_response", "member_id", "members_membership"),
        AppendOnly("meetings_version"),
        AppendOnly("meetings_versionwords", door="erasure.door"),
    ]
