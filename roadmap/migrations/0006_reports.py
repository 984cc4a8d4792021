"""Issued reports and their files."""

import collaborative.keys
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0010_presence"),
        ("roadmap", "0005_findable"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
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
                ("number", models.PositiveIntegerField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("members", "Us, the members"),
                            ("commissioners", "Commissioners"),
                            ("public", "Anybody"),
                            ("easy", "Easy read"),
                        ],
                        max_length=14,
                    ),
                ),
                ("since", models.DateField()),
                ("on", models.DateField()),
                ("tree", models.JSONField(default=dict)),
                ("check_code", models.CharField(max_length=14)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for its turn"),
                            ("making", "Being made"),
                            ("ready", "Ready"),
                            ("not_made", "Not made"),
                            ("cancelled", "Stopped"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("step", models.PositiveSmallIntegerField(default=0)),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("disk", "There was no room left on the disk."),
                            ("too_long", "It took too long."),
                            ("other", "Something went wrong while it was made."),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("format", models.CharField(max_length=8)),
                ("file", models.FileField(upload_to="reports")),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="roadmap.report",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "making"])),
                fields=["id"],
                name="report_to_make",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("collaborative", "number"), name="one_report_of_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lte", models.F("on"))),
                name="report_since_before_until",
                violation_error_message="It begins after it ends.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), ("tree", {})),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        models.Q(("tree", {}), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="report_withdrawn_says_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "not_made"), _negated=True),
                    models.Q(("trouble", ""), _negated=True),
                    _connector="OR",
                ),
                name="report_not_made_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=models.UniqueConstraint(
                fields=("report", "format"), name="one_file_of_a_format"
            ),
        ),
        TenantForeignKey("roadmap_reportfile", "report_id", "roadmap_report"),
    ]
