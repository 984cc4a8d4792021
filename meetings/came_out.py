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
        .values_list("meeting")
        .annotate(number=Count("pk"))
    )
    many = dict(said)
    return {it.pk: [_line(it, many[it.pk])] for it in meetings if it.pk in many}


def _line(meeting: Meeting, number: int) -> Line:
    things = "thing" if number == 1 else "things"
    url = reverse("commitments:all", kwargs={"collaborative": meeting.collaborative.slug})
    words = f"{number_word(number).capitalize()} {things} that people said they would do"
    return Line(words, f"{url}?meeting={meeting.key}", "table")


announcers.announce("commitments", promised)
