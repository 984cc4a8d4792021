"""Who shapes it, where the money would flow, which part of the place; and who asked us."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("roadmap", "0013_following"),
    ]

    operations = [
        migrations.AddField(
            model_name="roadmapitem",
            name="money_flow",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="roadmapitem",
            name="together",
            field=models.CharField(
                blank=True,
                choices=[
                    ("told", "They are told"),
                    ("asked", "They are asked"),
                    ("involved", "They take part"),
                    ("designed", "We design it together"),
                    ("done", "We do it together"),
                    ("led", "They lead it"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="roadmapitem",
            name="whereabouts",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AlterField(
            model_name="statement",
            name="kind",
            field=models.CharField(
                choices=[
                    ("vision", "What we want"),
                    ("values", "What we hold on to"),
                    ("agreement", "How we are with each other"),
                    ("outcomes", "What all of it is for"),
                    ("mandate", "Who asked us, and for what"),
                ],
                max_length=9,
            ),
        ),
    ]
