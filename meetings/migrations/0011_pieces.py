import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import collaborative.keys
from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0010_stop"),
        ("members", "0017_by_hand"),
    ]

    operations = [
        migrations.CreateModel(
            name="Piece",
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
                ("title", models.CharField(max_length=120)),
                ("words", models.TextField()),
                ("signature", models.CharField(blank=True, max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("checking", "With all of us to check"),
                            ("public", "Public"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("check_until", models.DateField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
                (
                    "signed_by",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "public"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="piece_public_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), ("check_until__isnull", False), _connector="OR"
                        ),
                        name="piece_checked_until_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PieceReply",
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
                ("name", models.CharField(blank=True, max_length=80)),
                ("words", models.TextField()),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
                (
                    "piece",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="meetings.piece",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="piece_reply_has_words",
                    ),
                ],
            },
        ),
        TenantForeignKey("meetings_piece", "signed_by_id", "members_membership"),
        TenantForeignKey("meetings_piecereply", "piece_id", "meetings_piece"),
    ]
