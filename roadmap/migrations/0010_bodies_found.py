"""Each body that an item needs is found on the one list, by a name of today or of earlier.

What is not there is put on it. Two names of one body under one item become one
line, under the name written first; if either said yes, it is a yes. On the way
back the names stand in their lines as they always did.
"""

from typing import Any

from django.db import migrations

from collaborative.keys import new_key

FURTHEST = ("yes", "asked", "not_yet")


def find(apps: Any, schema_editor: Any) -> None:
    needed = apps.get_model("roadmap", "BodyNeeded").objects.order_by("pk")
    bodies = apps.get_model("prototypes", "Body").objects
    found: dict[tuple[int, str], int] = {}
    lines: dict[tuple[int, int], Any] = {}
    for row in needed:
        called = (row.collaborative_id, row.name.casefold())
        if called not in found:
            here = bodies.filter(collaborative=row.collaborative_id)
            body = here.filter(name__iexact=row.name).first()
            body = body or here.filter(earlier__name__iexact=row.name).order_by("pk").first()
            body = body or bodies.create(
                collaborative_id=row.collaborative_id, key=new_key(), name=row.name
            )
            found[called] = body.pk
        row.body_id = found[called]
        first = lines.setdefault((row.item_id, row.body_id), row)
        if first is not row:
            first.answer = min(first.answer, row.answer, key=FURTHEST.index)
            row.delete()
    for row in lines.values():
        row.save(update_fields=["body", "answer"])


class Migration(migrations.Migration):
    dependencies = [
        ("roadmap", "0009_one_list_of_bodies"),
    ]

    operations = [
        migrations.RunPython(find, migrations.RunPython.noop),
    ]
