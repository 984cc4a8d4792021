"""The table behind ``caches["counters"]``, which Django would make by a command of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("collaborative", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql=[
                "CREATE TABLE collaborative_counter (cache_key varchar(255) PRIMARY KEY,"
                " value text NOT NULL, expires timestamptz NOT NULL)",
                "CREATE INDEX collaborative_counter_by_end ON collaborative_counter (expires)",
            ],
            reverse_sql="DROP TABLE collaborative_counter",
        )
    ]
