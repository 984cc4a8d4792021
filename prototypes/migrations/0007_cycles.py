"""Cycles, and what was learned in them."""

import collaborative.keys
import django.db.models.deletion
from django.db import migrations, models

from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0011_for_a_while"),
        ("prototypes", "0006_charts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Learning",
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
                ("what", models.TextField()),
                ("so_what", models.TextField(blank=True)),
                ("now_what", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "I need not say"),
                            ("practice", "How we do things changed"),
                            ("people", "About people"),
                            ("system", "About the system"),
                            ("work", "About how we work together"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("no_big_result", models.BooleanField(default=False)),
                ("did_not", models.TextField(blank=True)),
                ("effect_on_workers", models.TextField(blank=True)),
                ("how_we_worked", models.TextField(blank=True)),
                ("value", models.CharField(blank=True, max_length=120)),
                ("came_from", models.CharField(blank=True, max_length=120)),
                ("learned_on", models.DateField()),
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
                        related_name="learnings",
                        to="prototypes.prototype",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TestCycle",
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
                ("n", models.PositiveSmallIntegerField()),
                ("question", models.CharField(blank=True, max_length=300)),
                ("prediction", models.CharField(blank=True, max_length=300)),
                ("tried", models.TextField(blank=True)),
                (
                    "how_many",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "I need not say"),
                            ("few", "Fewer than eight"),
                            ("some", "Eight to twenty"),
                            ("many", "Twenty-one to fifty"),
                            ("crowd", "More than fifty"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                ("where", models.CharField(blank=True, max_length=160)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
                ("happened", models.TextField(blank=True)),
                ("surprised", models.TextField(blank=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not decided yet"),
                            ("keep", "Keep going"),
                            ("change", "Change it"),
                            ("park", "Park it"),
                            ("let_go", "Let it go"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                ("next", models.CharField(blank=True, max_length=300)),
                ("told_on", models.DateField(blank=True, null=True)),
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
                        related_name="cycles",
                        to="prototypes.prototype",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LearningEvidence",
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
                        related_name="evidence",
                        to="prototypes.learning",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prototypes.testcycle",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="learning",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True), name="learning_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="testcycle",
            constraint=models.UniqueConstraint(
                fields=("prototype", "n"), name="one_cycle_of_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="testcycle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="cycle_ends_after_it_begins",
                violation_error_message="It cannot end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="testcycle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("happened", ""), ("question", ""), ("tried", ""), _negated=True
                ),
                name="cycle_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="testcycle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("happened", ""), ("told_on", None)),
                    models.Q(models.Q(("happened", ""), _negated=True), ("told_on__isnull", False)),
                    _connector="OR",
                ),
                name="cycle_told_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningevidence",
            constraint=models.UniqueConstraint(
                fields=("learning", "cycle"), name="learned_in_it_once"
            ),
        ),
        TenantForeignKey("prototypes_testcycle", "prototype_id", "prototypes_prototype"),
        TenantForeignKey("prototypes_learning", "prototype_id", "prototypes_prototype"),
        TenantForeignKey("prototypes_learningevidence", "learning_id", "prototypes_learning"),
        TenantForeignKey("prototypes_learningevidence", "cycle_id", "prototypes_testcycle"),
    ]
