"""Calendars: a private link each, and a count of what changed about a meeting."""

import collaborative.keys
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from collaborative.operations import CountChanges, TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_month"),
        ("members", "0008_coming_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="changed_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="online_link",
            field=models.URLField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="meeting",
            name="sequence",
            field=models.PositiveIntegerField(db_default=0, editable=False),
        ),
        migrations.CreateModel(
            name="CalendarFeed",
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
                    "made_at",
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
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.membership",
                    ),
                ),
            ],
        ),
        TenantForeignKey("meetings_calendarfeed", "member_id", "members_membership"),
        CountChanges(
            "meetings_meeting",
            "starts_at ends_at time_zone venue_id online_link kind series_id state",
        ),
    ]
