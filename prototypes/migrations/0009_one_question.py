import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from collaborative.operations import TenantForeignKey
from prototypes.operations import MakeKeys


class Migration(migrations.Migration):
    dependencies = [
        ("prototypes", "0008_leave"),
    ]

    operations = [
        MakeKeys(),
        migrations.AddField(
            model_name="grewfrom",
            name="key",
            field=models.CharField(
                db_default=models.Func(function="new_key"),
                editable=False,
                max_length=10,
                unique=True,
            ),
        ),
        migrations.AlterModelOptions(name="question", options={}),
        migrations.AddField(
            model_name="question",
            name="card",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="prototypes.inspiration",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="asked_on",
            field=models.DateField(default=django.utils.timezone.localdate),
        ),
        migrations.RemoveConstraint(model_name="question", name="question_once"),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("collaborative", "card", "text"),
                name="question_once",
                nulls_distinct=False,
            ),
        ),
        TenantForeignKey("prototypes_question", "card_id", "prototypes_inspiration"),
    ]
