"""What needs a yes, rules that may be none, and cards from elsewhere."""

import collaborative.keys
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0013_remembering"),
        ("prototypes", "0007_cycles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Body",
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
            name="BodyName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier",
                        to="prototypes.body",
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
            ],
            options={
                "ordering": [models.OrderBy(models.F("until"), nulls_first=True), "pk"],
            },
        ),
        migrations.CreateModel(
            name="Inspiration",
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
                ("borrow", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("reframed", models.TextField(blank=True)),
                ("five_minutes", models.CharField(blank=True, max_length=300)),
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
        ),
        migrations.CreateModel(
            name="Permission",
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
                ("asked_as", models.CharField(max_length=160)),
                ("text", models.CharField(max_length=300)),
                ("about", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_yet", "Not asked yet"),
                            ("asked", "Asked"),
                            ("given", "Given"),
                            ("conditions", "Given, with conditions"),
                            ("refused", "Not this time"),
                            ("no_answer", "No answer yet"),
                        ],
                        default="not_yet",
                        max_length=10,
                    ),
                ),
                ("asked_on", models.DateField(blank=True, null=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("conditions", models.CharField(blank=True, max_length=400)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("expires_on", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prototypes.body",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="permissions",
                        to="prototypes.prototype",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PermissionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_yet", "Not asked yet"),
                            ("asked", "Asked"),
                            ("given", "Given"),
                            ("conditions", "Given, with conditions"),
                            ("refused", "Not this time"),
                            ("no_answer", "No answer yet"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=400)),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="prototypes.permission",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RedTape",
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
                ("rule", models.CharField(max_length=300)),
                ("who_says_so", models.CharField(blank=True, max_length=300)),
                (
                    "really",
                    models.CharField(
                        choices=[
                            ("unclear", "Nobody knows yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("partly", "Partly"),
                        ],
                        default="unclear",
                        max_length=8,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("noted_on", models.DateField()),
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
            name="WhyNotHere",
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
                ("text", models.CharField(max_length=300)),
                ("asked_on", models.DateField()),
                ("resting", models.BooleanField(default=False)),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="prototypes.inspiration",
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
            ],
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.UniqueConstraint(
                models.F("collaborative"),
                django.db.models.functions.text.Lower("name"),
                name="one_body_of_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="body_is_called_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="bodyname",
            constraint=models.UniqueConstraint(fields=("body", "name"), name="one_earlier_name"),
        ),
        migrations.AddConstraint(
            model_name="inspiration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True), models.Q(("says", ""), _negated=True)
                ),
                name="inspiration_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="permission",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="permission_says_for_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="permission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_on", None), ("state", "not_yet")),
                    models.Q(
                        models.Q(("state", "not_yet"), _negated=True), ("asked_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="permission_asked_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="permission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_on__isnull", False),
                        ("state__in", ["given", "conditions", "refused"]),
                    ),
                    models.Q(
                        models.Q(("state__in", ["given", "conditions", "refused"]), _negated=True),
                        ("answered_on", None),
                    ),
                    _connector="OR",
                ),
                name="permission_answered_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="permission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_on", None),
                    ("answered_on__gte", models.F("asked_on")),
                    _connector="OR",
                ),
                name="permission_answered_after_it_was_asked",
                violation_error_message="An answer cannot come before the question.",
            ),
        ),
        migrations.AddConstraint(
            model_name="permission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "conditions"), models.Q(("conditions", ""), _negated=True)),
                    models.Q(models.Q(("state", "conditions"), _negated=True), ("conditions", "")),
                    _connector="OR",
                ),
                name="permission_with_conditions_says_which",
            ),
        ),
        migrations.AddConstraint(
            model_name="permission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "refused"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="permission_refused_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="permission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on", None), ("state__in", ["given", "conditions"]), _connector="OR"
                ),
                name="permission_expires_when_given",
            ),
        ),
        migrations.AddConstraint(
            model_name="redtape",
            constraint=models.CheckConstraint(
                condition=models.Q(("rule", ""), _negated=True), name="red_tape_says_the_rule"
            ),
        ),
        migrations.AddConstraint(
            model_name="whynothere",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="why_not_here_asks"
            ),
        ),
        migrations.AddConstraint(
            model_name="whynothere",
            constraint=models.UniqueConstraint(
                fields=("card", "text"), name="asked_of_a_card_once"
            ),
        ),
        TenantForeignKey("prototypes_bodyname", "body_id", "prototypes_body"),
        TenantForeignKey("prototypes_permission", "body_id", "prototypes_body"),
        TenantForeignKey("prototypes_permission", "prototype_id", "prototypes_prototype"),
        TenantForeignKey("prototypes_permissionstep", "permission_id", "prototypes_permission"),
        TenantForeignKey("prototypes_whynothere", "card_id", "prototypes_inspiration"),
    ]
