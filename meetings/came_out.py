"""What came of a meeting: how many things people said there that they would do."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count
from django.urls import reverse

from collaborative.came_out import Line, announcers
from collaborative.clock import number_word
from meetings.models import Commitment, Meeting


def promised(meetings: Collection[Meeting]) -> dict[int, list[Line]]:
    """One line a meeting, of all of them together; one query."""
    said = (
        Commitment.objects.shown()
        .filter(meeting__in=[meeting.pk for meeting in meetings])
        .order_by()
        .values_list("meeting", "meeting__key", "collaborative__slug")
        .annotate(number=Count("pk"))
    )
    return {pk: [_line(key, slug, number)] for pk, key, slug, number in said}


def _line(key: str, slug: str, number: int) -> Line:
    things = "thing" if number == 1 else "things"
    url = reverse("commitments:all", kwargs={"collaborative": slug})
    words = f"{number_word(number).capitalize()} {things} that people said they would do"
    return Line(words, f"{url}?meeting={key}", "table")


announcers.announce("commitments", promised)
