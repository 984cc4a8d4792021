"""What we try, what it grew from, and who tries it."""

import collaborative.keys
import django.db.models.deletion
import django.utils.timezone
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

from collaborative.operations import TenantForeignKey
from prototypes.operations import KeepAncestry


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0008_coming_in"),
        ("prototypes", "0003_room"),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="Prototype",
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
                ("how_small", models.CharField(blank=True, max_length=300)),
                ("look_again_on", models.DateField(blank=True, null=True)),
                ("question", models.TextField(blank=True)),
                ("hunch", models.TextField(blank=True)),
                ("core", models.TextField(blank=True)),
                ("adaptable", models.TextField(blank=True)),
                ("have_already", models.TextField(blank=True)),
                ("could_go_well", models.TextField(blank=True)),
                ("if_we_do_nothing", models.TextField(blank=True)),
                ("could_go_badly", models.TextField(blank=True)),
                ("who_looks_out", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "I need not say"),
                            ("room", "The room"),
                            ("commissioner", "A commissioner"),
                            ("policy", "A policy or a plan"),
                            ("elsewhere", "Another place"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("rough_idea", "Rough idea"),
                            ("mock_up", "Mock-up"),
                            ("acted_out", "Acted out"),
                            ("tried", "Tried with a few"),
                            ("live", "Live for a while"),
                            ("everyday", "Became everyday"),
                            ("parked", "Parked"),
                            ("let_go", "Let go"),
                        ],
                        default="rough_idea",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateField()),
                ("why", models.CharField(blank=True, max_length=400)),
                ("waiting_for", models.CharField(blank=True, max_length=300)),
                ("wake_on", models.DateField(blank=True, null=True)),
                ("became", models.CharField(blank=True, max_length=200)),
                ("became_link", models.URLField(blank=True, max_length=400)),
                ("started_on", models.DateField()),
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
            name="GrewFrom",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("grew", "grew from"),
                            ("merged", "put together from"),
                            ("split", "branched off from"),
                            ("echo", "echoes"),
                        ],
                        default="grew",
                        max_length=6,
                    ),
                ),
                ("unsure", models.BooleanField(default=False)),
                (
                    "collaborative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.collaborative",
                    ),
                ),
                (
                    "output",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="grew_into",
                        to="prototypes.output",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="grew_into",
                        to="prototypes.theme",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="grew_from",
                        to="prototypes.prototype",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="grew_into",
                        to="prototypes.prototype",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PrototypeStep",
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
                            ("rough_idea", "Rough idea"),
                            ("mock_up", "Mock-up"),
                            ("acted_out", "Acted out"),
                            ("tried", "Tried with a few"),
                            ("live", "Live for a while"),
                            ("everyday", "Became everyday"),
                            ("parked", "Parked"),
                            ("let_go", "Let go"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("why", models.CharField(blank=True, max_length=400)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        related_name="steps",
                        to="prototypes.prototype",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
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
                        related_name="team",
                        to="prototypes.prototype",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="prototype",
            index=models.Index(
                fields=["collaborative", "-state_since", "key"], name="prototype_newest"
            ),
        ),
        migrations.AddConstraint(
            model_name="prototype",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="prototype_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="prototype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "let_go"), _negated=True),
                    models.Q(("why", ""), _negated=True),
                    _connector="OR",
                ),
                name="prototype_let_go_says_why",
                violation_error_message="Say why we let it go.",
            ),
        ),
        migrations.AddConstraint(
            model_name="prototype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "parked"), models.Q(("waiting_for", ""), _negated=True)),
                    models.Q(
                        models.Q(("state", "parked"), _negated=True),
                        ("waiting_for", ""),
                        ("wake_on", None),
                    ),
                    _connector="OR",
                ),
                name="prototype_parked_waits_for_something",
                violation_error_message="Say what it is waiting for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="prototype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "everyday"),
                    models.Q(("became", ""), ("became_link", "")),
                    _connector="OR",
                ),
                name="prototype_became_when_everyday",
            ),
        ),
        migrations.AddConstraint(
            model_name="prototype",
            constraint=models.CheckConstraint(
                condition=models.Q(("state_since__gte", models.F("started_on"))),
                name="prototype_stands_so_since_it_began",
                violation_error_message="That is before the idea was there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="grewfrom",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("output", None), ("parent__isnull", False), ("theme", None), ("words", "")
                    ),
                    models.Q(
                        ("output", None), ("parent", None), ("theme__isnull", False), ("words", "")
                    ),
                    models.Q(
                        ("output__isnull", False), ("parent", None), ("theme", None), ("words", "")
                    ),
                    models.Q(
                        ("output", None),
                        ("parent", None),
                        ("theme", None),
                        models.Q(("words", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="grew_from_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="grewfrom",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None),
                    models.Q(("parent", models.F("child")), _negated=True),
                    _connector="OR",
                ),
                name="grew_not_from_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="grewfrom",
            constraint=models.UniqueConstraint(
                fields=("child", "parent", "theme", "output", "words"),
                name="grew_from_it_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="prototypestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["parked", "let_go"]), _negated=True),
                    models.Q(("why", ""), _negated=True),
                    _connector="OR",
                ),
                name="prototype_step_says_why",
                violation_error_message="Say why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                fields=("prototype", "member"), name="in_a_team_once"
            ),
        ),
        TenantForeignKey("prototypes_grewfrom", "child_id", "prototypes_prototype"),
        TenantForeignKey("prototypes_grewfrom", "parent_id", "prototypes_prototype"),
        TenantForeignKey("prototypes_grewfrom", "theme_id", "prototypes_theme"),
        TenantForeignKey("prototypes_grewfrom", "output_id", "prototypes_output"),
        TenantForeignKey("prototypes_prototypestep", "prototype_id", "prototypes_prototype"),
        TenantForeignKey("prototypes_teammember", "prototype_id", "prototypes_prototype"),
        TenantForeignKey("prototypes_teammember", "member_id", "members_membership"),
        KeepAncestry(),
    ]
