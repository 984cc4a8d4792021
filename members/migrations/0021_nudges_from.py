"""No nudges for four weeks, from the foot of one of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0020_answers_to"),
    ]

    operations = [
        migrations.AddField(
            model_name="preferences",
            name="nudges_from",
            field=models.DateField(blank=True, null=True),
        ),
    ]
