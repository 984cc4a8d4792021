"""How we worked, told by the five of 4Pi: principles, purpose, presence, process, impact."""

from __future__ import annotations

from datetime import date
from statistics import median

from django.db.models import QuerySet

from meetings.models import Decision, Meeting, WriteUp
from members.models import Collaborative
from prototypes.models import Learning
from roadmap.days import end_of, start_of
from roadmap.papers import tree as to
from roadmap.papers.tree import Block
from roadmap.standing import in_report


def blocks(place: Collaborative, *, since: date, on: date, moved: int, arrived: int) -> list[Block]:
    """Figures of the group as a whole; none of them is of a person or of a single meeting."""
    met = Meeting.objects.filter(
        collaborative=place,
        state=Meeting.State.PUBLISHED,
        starts_at__gte=start_of(since, place),
        starts_at__lt=end_of(on, place),
    )
    days = written_after(met)
    decided = Decision.objects.shown().filter(meeting__in=met).count()
    held = met.count()
    process = f"Process: {many(held, 'meeting')} and {many(decided, 'decision')} in this time."
    if days:
        process += (
            f" {many(len(days), 'write-up')} came out; the middle one after"
            f" {many(round(median(days)), 'day')}."
        )
    learned = Learning.objects.filter(
        collaborative=place, learned_on__gte=since, learned_on__lte=on
    )
    changed = learned.filter(kind=Learning.Kind.PRACTICE).count()
    workers = learned.exclude(effect_on_workers="").count()
    return [
        to.heading("How we worked"),
        to.points(
            [
                *in_report(place, on),
                "Presence: counted as told above, and nothing for a single meeting.",
                f"{process} Anybody puts things on the agenda.",
                f"Impact: {many(moved, 'move')}; {arrived} arrived until now;"
                f" {many(learned.count(), 'thing')} learned, {changed} of them a change in how we"
                f" do things, {workers} with a word on those who work here.",
            ]
        ),
    ]


def written_after(met: QuerySet[Meeting]) -> list[int]:
    """In how many days each write-up came out."""
    found = WriteUp.objects.published().filter(meeting__in=met)
    came = found.values_list("published_at", "meeting__ends_at")
    return [max((out - end).days, 0) for out, end in came if out is not None]


def many(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
