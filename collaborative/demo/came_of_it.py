"""What sessions led to: both sides, reframes, questions, and what we heard, with its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from collaborative.demo.content import Place, Row
from prototypes.models import PrototypingSession, Question, Reframe, Tension


def load(place: Place) -> None:
    rows = place.content.get("tensions", [])
    Tension.objects.bulk_create(_tension(place, row) for row in rows)
    Reframe.objects.bulk_create(_reframes(place))
    rows = place.content.get("inquiry_questions", [])
    questions = Question.objects.bulk_create(
        Question(
            collaborative=place.collaborative,
            asked_at=place.found(row["asked_at"]),
            text=row["text"],
            asked_on=place.found(row["asked_at"]).local_start.date(),
            state=row["state"],
        )
        for row in rows
    )
    place.made |= {row["id"]: question for row, question in zip(rows, questions, strict=True)}
    for row in place.content["sessions"]:
        session = place.made[row["id"]]
        if session.state == PrototypingSession.State.CLOSED:
            session.heard_at = _heard_at(place, row)
            session.save(update_fields=["heard_at"])


def _heard_at(place: Place, row: Row) -> datetime:
    """The gathering of 2011 was out after 63 days; since then it takes two."""
    ends = place.dates.at(row["ends"])
    if ends.date().year == date(2011, 1, 1).year:
        return place.dates.at("2011-09-21 09:00")
    return place.not_after_anchor(ends + timedelta(days=2))


def _tension(place: Place, row: Row) -> Tension:
    session = place.made[row["session"]]
    return Tension(
        collaborative=place.collaborative,
        session=session,
        one=row["a"],
        other=row["b"],
        matters_to_one=row["matters_a"],
        matters_to_other=row["matters_b"],
        state=row["state"],
        eased_by=row.get("eased_note") or "",
        said_at=session.starts_at,
    )


def _reframes(place: Place) -> Iterator[Reframe]:
    for row in place.content.get("reframes", []):
        for theme in row["themes"]:
            yield Reframe(
                collaborative=place.collaborative,
                theme=place.made[theme],
                was=row["from"],
                now=row["to"],
                at_ourselves=row.get("look_at_ourselves", False),
            )
