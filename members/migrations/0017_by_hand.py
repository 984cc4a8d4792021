from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0016_by_text"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="paper_hash",
            field=models.CharField(blank=True, max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="papercode",
            name="handed",
            field=models.BooleanField(default=False),
        ),
    ]
