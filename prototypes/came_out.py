"""What came of a meeting: how many notes each of its sessions brought out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count
from django.urls import reverse

from collaborative.came_out import Line, announcers
from collaborative.clock import number_word
from meetings.models import Meeting
from prototypes.models import PrototypingSession, clear


def notes_came_out(meetings: Collection[Meeting]) -> dict[int, list[Line]]:
    """A line for each session with words that others may read; one query."""
    sessions = (
        PrototypingSession.objects.filter(meeting__in=[meeting.pk for meeting in meetings])
        .annotate(notes=Count("outputs", filter=clear("outputs__")))
        .filter(notes__gt=0)
        .order_by("starts_at", "pk")
        .values_list("meeting", "title", "key", "notes")
    )
    slugs = {meeting.pk: meeting.collaborative.slug for meeting in meetings}
    lines: dict[int, list[Line]] = defaultdict(list)
    for meeting, title, key, notes in sessions:
        many = "note" if notes == 1 else "notes"
        url = reverse("prototypes:session", kwargs={"collaborative": slugs[meeting], "key": key})
        words = f"{number_word(notes).capitalize()} {many} from “{title}”"
        lines[meeting].append(Line(words, url, "theme"))
    return dict(lines)


announcers.announce("notes", notes_came_out)
