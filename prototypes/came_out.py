"""What came of a meeting: how many notes its sessions brought out, and what was tried of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse

from collaborative.came_out import Line, announcers
from collaborative.clock import number_word
from meetings.models import Meeting
from prototypes.models import GrewFrom, PrototypingSession, clear

MOST_TRIED = 8  # of one session


def notes_came_out(meetings: Collection[Meeting]) -> dict[int, list[Line]]:
    """A line for each session with words that others may read, and what grew from it; one query."""
    sessions = (
        PrototypingSession.objects.filter(meeting__in=[meeting.pk for meeting in meetings])
        .annotate(notes=Count("outputs", filter=clear("outputs__")), tried=_grew_from())
        .filter(Q(notes__gt=0) | Q(tried__len__gt=0))
        .order_by("starts_at", "pk")
        .values_list("meeting", "title", "key", "notes", "tried")
    )
    slugs = {meeting.pk: meeting.collaborative.slug for meeting in meetings}
    lines: dict[int, list[Line]] = defaultdict(list)
    for meeting, title, key, notes, tried in sessions:
        lines[meeting].extend(_tried(slugs[meeting], tried))
        if not notes:
            continue
        many = "note" if notes == 1 else "notes"
        url = reverse("prototypes:session", kwargs={"collaborative": slugs[meeting], "key": key})
        words = f"{number_word(notes).capitalize()} {many} from “{title}”"
        lines[meeting].append(Line(words, url, "theme"))
    return {pk: list(dict.fromkeys(found)) for pk, found in lines.items()}


def _grew_from() -> ArraySubquery:
    """What is tried because of words of a session, or of a theme that was named in it."""
    here = Q(output__session=OuterRef("pk")) | Q(theme__named_in=OuterRef("pk"))
    edges = GrewFrom.objects.filter(here).order_by("child__started_on", "child__key")
    row = JSONObject(name="child__name", key="child__key")
    return ArraySubquery(edges.values(row=row)[:MOST_TRIED])


def _tried(slug: str, tried: list[dict[str, str]]) -> Iterator[Line]:
    for row in tried:
        url = reverse("trying:one", kwargs={"collaborative": slug, "key": row["key"]})
        yield Line(f"Tried: “{row['name']}”", url, "go")


announcers.announce("notes", notes_came_out)
