"""What people said they would do, with each change dated; and the slips from the worry box."""

from __future__ import annotations

from collaborative.demo.content import Place, Row
from meetings.models import Commitment, CommitmentStep, Worry


def load(place: Place) -> None:
    rows = place.content["commitments"]
    made = Commitment.objects.bulk_create(_commitment(place, row) for row in rows)
    CommitmentStep.objects.bulk_create(
        CommitmentStep(
            collaborative=place.collaborative,
            commitment=commitment,
            state=step["state"],
            on=place.dates.day(step["date"]),
            note=step.get("note") or _why(step),
        )
        for row, commitment in zip(rows, made, strict=True)
        for step in row["history"]
    )
    place.made |= {row["id"]: commitment for row, commitment in zip(rows, made, strict=True)}
    Worry.objects.bulk_create(
        Worry(
            collaborative=place.collaborative,
            meeting=place.made[row["meeting"]],
            words=row["words"],
            read_out=True,
            did_we=row.get("did_we", ""),
            did_we_on=place.dates.day(row["answered"]) if "did_we" in row else None,
        )
        for row in place.content.get("worries", [])
    )


def _commitment(place: Place, row: Row) -> Commitment:
    by = row["by"]
    bodies = {body["id"]: body["name"] for body in place.content.get("bodies", [])}
    group = by.get("group") or bodies.get(by.get("body"), "")
    hoped_for = row.get("hoped_for")
    return Commitment(
        collaborative=place.collaborative,
        meeting=place.found(row["made_at"]),
        member=None if group else place.found(by.get("member")),
        group=group,
        text=row["text"],
        hoped_for=place.dates.day(hoped_for) if hoped_for else None,
        state=row["state"],
        made_on=place.dates.day(row["history"][0]["date"]),
    )


def _why(step: Row) -> str:
    """A stuck one says on what, always."""
    return "Nobody has said why yet." if step["state"] == Commitment.State.STUCK else ""
