"""A chair that is free again, and a reminder in words of its own."""

import django.db.models.deletion
from django.db import migrations, models

from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0011_pieces"),
        ("members", "0016_by_text"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReminderWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("beginning", models.TextField(blank=True)),
            ],
            options={
                "verbose_name_plural": "reminder words",
            },
        ),
        migrations.AddField(
            model_name="reply",
            name="chair_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("chair_since", None),
                    models.Q(("answer", "yes"), ("waiting_since", None)),
                    _connector="OR",
                ),
                name="who_has_a_chair_waits_no_more",
            ),
        ),
        migrations.AddField(
            model_name="reminderwords",
            name="collaborative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.collaborative",
            ),
        ),
        migrations.AddField(
            model_name="reminderwords",
            name="meeting",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meetings.meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderwords",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject__contains", "\n"), _negated=True),
                    models.Q(("subject__contains", "\r"), _negated=True),
                ),
                name="reminder_words_subject_is_one_line",
            ),
        ),
        TenantForeignKey("meetings_reminderwords", "meeting_id", "meetings_meeting"),
    ]
