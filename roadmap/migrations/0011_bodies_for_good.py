import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("roadmap", "0010_bodies_found"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="bodyneeded", name="body_needed_once"),
        migrations.AlterField(
            model_name="bodyneeded",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="prototypes.body",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodyneeded",
            constraint=models.UniqueConstraint(fields=("item", "body"), name="body_needed_once"),
        ),
    ]
