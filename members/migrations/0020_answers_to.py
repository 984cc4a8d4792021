"""Where answers to the letters of a place go."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0019_gladly"),
    ]

    operations = [
        migrations.AddField(
            model_name="collaborative",
            name="answers_to",
            field=models.EmailField(blank=True, max_length=254),
        ),
    ]
