"""What happened to a theme: written beside each change, and read back in plain lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from collaborative.paging import Page, turn
from members import erasure
from members.models import Membership
from prototypes.models import PrototypingSession, Theme, ThemeStep, ThemeStepWords

Kind = ThemeStep.Kind


@dataclass
class Line:
    """One thing that happened; notes that came or went on one day of one session are one line."""

    step: ThemeStep
    day: date
    notes: int


def said_before(theme: Theme) -> None:
    """Keep what a theme was called and said, just before it is said otherwise."""
    step = ThemeStep.objects.create(
        collaborative_id=theme.collaborative_id, theme=theme, kind=Kind.SAID
    )
    texts = ThemeStepWords.BETWEEN.join((theme.name, theme.promise, theme.difficulty))
    ThemeStepWords.objects.create(collaborative_id=theme.collaborative_id, step=step, texts=texts)


def put_under(theme: Theme, parent: Theme | None) -> None:
    """That it stands somewhere else from now on."""
    ThemeStep.objects.create(
        collaborative_id=theme.collaborative_id, theme=theme, kind=Kind.MOVED, under=parent
    )


def grouped(*, session: PrototypingSession, joined: Iterable[int], left: Iterable[int]) -> None:
    """That notes came under themes or left them; each theme as often as it has notes there."""
    counted = [(Kind.JOINED, Counter(joined)), (Kind.LEFT, Counter(left))]
    ThemeStep.objects.bulk_create(
        ThemeStep(
            collaborative_id=session.collaborative_id,
            theme_id=theme,
            kind=kind,
            notes=notes,
            session=session,
        )
        for kind, themes in counted
        for theme, notes in sorted(themes.items())
    )


def history(theme: Theme, *, after: str = "") -> tuple[list[Line], Page[ThemeStep]]:
    """The newest first, one page of it."""
    steps = ThemeStep.objects.filter(theme=theme).select_related("words", "under", "session")
    found = turn(steps, "-pk", after=after)
    lines: list[Line] = []
    for step in found.rows:
        day = timezone.localdate(step.at, theme.collaborative.zone)
        last = lines[-1] if lines else None
        if last and step.kind in ThemeStep.COUNTED and _same(last, step, day):
            last.notes += step.notes
        else:
            lines.append(Line(step, day, step.notes))
    return lines, found


def _same(last: Line, step: ThemeStep, day: date) -> bool:
    return (last.step.kind, last.step.session_id, last.day) == (step.kind, step.session_id, day)


@transaction.atomic
def strike(*, step: ThemeStep, by: Membership, ground: str) -> None:
    """Take out what a theme was called or said once; that it was otherwise stays."""
    erasure.strike(step.words, field="texts", ground=ground, by=by.person)
