import django.db.models.deletion
from django.db import migrations, models

from collaborative.operations import TenantForeignKey


class Migration(migrations.Migration):
    dependencies = [
        ("prototypes", "0010_one_question_moved"),
        ("roadmap", "0008_stands"),
    ]

    operations = [
        migrations.AddField(
            model_name="bodyneeded",
            name="body",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="prototypes.body",
            ),
        ),
        migrations.AlterField(
            model_name="bodyneeded",
            name="name",
            field=models.CharField(max_length=160),
        ),
        TenantForeignKey("roadmap_bodyneeded", "body_id", "prototypes_body"),
    ]
