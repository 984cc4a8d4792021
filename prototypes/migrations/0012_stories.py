import django.db.models.deletion
from django.db import migrations, models

from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0008_dates"),
        ("prototypes", "0011_evidence_and_wholes"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name="prototype",
                name=name,
                field=models.TextField(blank=True, default=""),
                preserve_default=False,
            )
            for name in ("how_we_worked", "story")
        ),
        migrations.AddField(
            model_name="prototype",
            name="method",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="prototype",
            name="story_goes_out",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="prototype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("story", ""), _negated=True),
                    ("story_goes_out", False),
                    _connector="OR",
                ),
                name="prototype_story_to_take",
            ),
        ),
        migrations.AddField(
            model_name="learning",
            name="surfaced_at",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="meetings.meeting",
            ),
        ),
        migrations.AlterField(
            model_name="learning",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "I need not say"),
                    ("practice", "How we do things changed"),
                    ("people", "About people"),
                    ("system", "About the system"),
                    ("work", "About how we work together"),
                    ("capacity", "What we are able to do now"),
                ],
                default="",
                max_length=8,
            ),
        ),
        TenantForeignKey("prototypes_learning", "surfaced_at_id", "meetings_meeting"),
    ]
