"""Indexes for finding words again, over everything that is looked through.

Here, on the top floor: one place says what can be found.
"""

from django.db import migrations

from collaborative.operations import Findable


class Migration(migrations.Migration):
    dependencies = [
        ("roadmap", "0004_cards_for_good"),
        ("meetings", "0006_calendar"),
        ("prototypes", "0004_prototypes"),
    ]

    operations = [
        Findable("meetings_meeting", "title", "purpose"),
        Findable("meetings_writeup", "body", "easy_read"),
        Findable("meetings_decision", "text"),
        Findable("prototypes_output", "words"),
        Findable("prototypes_theme", "name", "promise", "difficulty"),
        Findable("prototypes_prototype", "name", "question", "hunch", "why"),
        Findable(
            "roadmap_roadmapitem",
            *("title", "need", "aim", "next_step", "stuck_because", "carried_by", "waiting_for"),
        ),
    ]
