"""Ways to reach people that they lend for lists, and a private part that waits for a word."""

from django.db import migrations, models

from collaborative.operations import WallReadsAlso

# Only what people who take part gave for lists, in one collaborative, while it is looked at.
LENT = """
for_lists AND person_id IN (
    SELECT person_id FROM members_membership
    WHERE left_on IS NULL AND state IN ('welcomed', 'active') AND collaborative_id
        = nullif(current_setting('lanyards.reach', true), '')::bigint)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0014_letter_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactroute",
            name="for_lists",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="address_written_in",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="private_shut_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("address_written_in", False),
                    ("private_shut_at__isnull", False),
                    _connector="OR",
                ),
                name="user_address_written_in_shuts",
            ),
        ),
        WallReadsAlso("members_contactroute", "lent_for_lists", LENT),
    ]
