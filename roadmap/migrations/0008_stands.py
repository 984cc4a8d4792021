"""What we stand for, in versions; facts for good, words beside them."""

import collaborative.keys
import django.db.models.deletion
from django.db import migrations, models

from collaborative.operations import AppendOnly, TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0008_dates"),
        ("members", "0016_by_text"),
        ("prototypes", "0008_leave"),
        ("roadmap", "0007_tried"),
    ]

    operations = [
        migrations.AddField(
            model_name="outcome",
            name="for_whom",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.CreateModel(
            name="Statement",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("vision", "What we want"),
                            ("values", "What we hold on to"),
                            ("agreement", "How we are with each other"),
                            ("outcomes", "What all of it is for"),
                        ],
                        max_length=9,
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                ("adopted_on", models.DateField(blank=True, null=True)),
                ("refresh_on", models.DateField(blank=True, null=True)),
                ("words_digest", models.CharField(max_length=64)),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "-n"],
            },
        ),
        migrations.CreateModel(
            name="StatementLearning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
                (
                    "learning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prototypes.learning",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="came_from",
                        to="roadmap.statement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatementWords",
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
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="roadmap.statement",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "statement words",
            },
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                fields=("collaborative", "kind", "n"), name="one_statement_of_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("refresh_on", None),
                    ("adopted_on", None),
                    ("refresh_on__gt", models.F("adopted_on")),
                    _connector="OR",
                ),
                name="statement_looked_at_again_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementlearning",
            constraint=models.UniqueConstraint(
                fields=("statement", "learning"), name="statement_learning_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementwords",
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
                name="statement_words_stand_or_are_struck",
            ),
        ),
        TenantForeignKey("roadmap_statement", "meeting_id", "meetings_meeting"),
        TenantForeignKey("roadmap_statementwords", "statement_id", "roadmap_statement"),
        TenantForeignKey("roadmap_statementlearning", "statement_id", "roadmap_statement"),
        TenantForeignKey("roadmap_statementlearning", "learning_id", "prototypes_learning"),
        AppendOnly("roadmap_statement"),
        AppendOnly("roadmap_statementwords", door="erasure.door"),
    ]
