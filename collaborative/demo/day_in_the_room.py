"""Where a session was and who came to help; and how each theme grew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from collaborative.demo.content import Place, Row
from prototypes.models import Scenario, ThemeStep, ThemeStepWords, VisitingHelp


def load(place: Place) -> None:
    told: Row = place.content.get("in_the_room", {})
    for name, row in told.get("sessions", {}).items():
        session = place.made[name]
        session.room = row.get("room", "")
        session.content_note = row.get("content_note", "")
        session.question = place.found(row.get("question"))
        session.save(update_fields=["room", "content_note", "question"])
        VisitingHelp.objects.bulk_create(
            VisitingHelp(
                collaborative=place.collaborative,
                session=session,
                kind=kind,
                how_many=number,
                said_yes_at=session.starts_at,
            )
            for kind, number in row.get("visiting", {}).items()
        )
    for name, gifts in told.get("gifts", {}).items():
        Scenario.objects.filter(pk=place.made[name].pk).update(gifts=gifts)
    ThemeStep.objects.bulk_create(_joined(place))
    for name, was in told.get("once_called", {}).items():
        _once_called(place, name, was)


def _joined(place: Place) -> Iterator[ThemeStep]:
    """Notes of each session joined a theme when that session was over, or when it was named."""
    for row in place.content["themes"]:
        theme = place.made[row["id"]]
        sessions = Counter(place.made[output].session for output in row["outputs"])
        for session, notes in sorted(sessions.items(), key=lambda pair: pair[0].ends_at):
            yield ThemeStep(
                collaborative=place.collaborative,
                theme=theme,
                kind=ThemeStep.Kind.JOINED,
                notes=notes,
                session=session,
                at=place.not_after_anchor(max(session.ends_at, theme.named_at)),
            )


def _once_called(place: Place, name: str, was: str) -> None:
    theme = place.made[name]
    here = {"collaborative": place.collaborative}
    step = ThemeStep.objects.create(
        **here, theme=theme, kind=ThemeStep.Kind.SAID, at=place.not_after_anchor(theme.named_at)
    )
    texts = ThemeStepWords.BETWEEN.join((was, "", ""))
    ThemeStepWords.objects.create(**here, step=step, texts=texts)
