from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0018_copies"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="gladly",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
