import django.db.models.deletion
from django.db import migrations, models

import collaborative.keys
from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0014_letter_words"),
        ("prototypes", "0010_one_question_moved"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceModel",
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
                ("name", models.CharField(max_length=160)),
                ("would_be", models.TextField(blank=True)),
                ("still_missing", models.TextField(blank=True)),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="service_model_has_a_name",
                    ),
                    models.UniqueConstraint(
                        fields=("collaborative", "name"), name="one_service_model_of_a_name"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="prototype",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="prototypes",
                to="prototypes.servicemodel",
            ),
        ),
        migrations.AddField(
            model_name="prototype",
            name="who_was_in",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="prototype",
            name="to_become_everyday",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="EvidenceCard",
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
                ("title", models.CharField(max_length=160)),
                ("says", models.TextField()),
                ("size", models.CharField(blank=True, max_length=160)),
                ("caution", models.TextField(blank=True)),
                ("content_note", models.CharField(blank=True, max_length=200)),
                ("link", models.URLField(blank=True, max_length=400)),
                ("pinned_on", models.DateField()),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("says", ""), _negated=True),
                        ),
                        name="evidence_card_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceFor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speaks_of",
                        to="prototypes.evidencecard",
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
                    "prototype",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence_for",
                        to="prototypes.prototype",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("card", "prototype"), name="evidence_for_it_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Credit",
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.membership",
                    ),
                ),
                (
                    "prototype",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credits",
                        to="prototypes.prototype",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("prototype", "member"), name="named_with_it_once"
                    ),
                ],
            },
        ),
        TenantForeignKey("prototypes_prototype", "part_of_id", "prototypes_servicemodel"),
        TenantForeignKey("prototypes_evidencefor", "card_id", "prototypes_evidencecard"),
        TenantForeignKey("prototypes_evidencefor", "prototype_id", "prototypes_prototype"),
        TenantForeignKey("prototypes_credit", "prototype_id", "prototypes_prototype"),
        TenantForeignKey("prototypes_credit", "member_id", "members_membership"),
    ]
