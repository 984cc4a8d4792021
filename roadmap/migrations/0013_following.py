"""Following words, kept as hashes on the follower's side."""

import django.db.models.deletion
from django.db import migrations, models

from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0016_by_text"),
        ("roadmap", "0012_tied"),
    ]

    operations = [
        migrations.CreateModel(
            name="Following",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=64)),
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.membership",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "followings",
                "constraints": [
                    models.UniqueConstraint(fields=("member", "mark"), name="followed_once")
                ],
            },
        ),
        TenantForeignKey("roadmap_following", "member_id", "members_membership"),
    ]
