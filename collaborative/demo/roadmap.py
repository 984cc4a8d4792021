"""Roadmap items, every move with its words, what stands under them and what was last heard."""

from __future__ import annotations

from collaborative.demo.content import Place, Row
from collaborative.keys import digest
from roadmap.models import Evidence, Horizon, Move, MoveWords, RoadmapItem, Update

EVIDENCE = ("output", "theme", "meeting")


def load(place: Place) -> None:
    rows = place.content["roadmap_items"]
    made = RoadmapItem.objects.bulk_create(_item(place, row) for row in rows)
    place.made |= {row["id"]: item for row, item in zip(rows, made, strict=True)}
    _moves(place)
    Evidence.objects.bulk_create(
        Evidence(
            collaborative=place.collaborative,
            item=place.made[row["id"]],
            **{piece["kind"]: place.made[piece["ref"]]},
        )
        for row in rows
        for piece in row["evidence"]
        if piece["kind"] in EVIDENCE
    )
    Update.objects.bulk_create(
        Update(
            collaborative=place.collaborative,
            item=place.made[row["id"]],
            on=place.dates.day(update["date"]),
            text=update["text"],
        )
        for row in rows
        for update in row["updates"]
    )


def _item(place: Place, row: Row) -> RoadmapItem:
    return RoadmapItem(
        collaborative=place.collaborative,
        number=row["n"],
        title=row["title"],
        need=row["need"],
        aim=row["aim"],
        kind=RoadmapItem.Kind(row["kind"]),
        horizon=Horizon(row["horizon"]),
        first_horizon=Horizon(row["first_horizon"]),
        state=RoadmapItem.State(row["state"]),
        stuck_because=row["stuck"]["words"] if "stuck" in row else "",
        carried_by=row["carried_by"],
        next_step=row["next_step"],
        waiting_for=row.get("waiting_for", ""),
        last_heard=place.dates.day(row["last_heard"]),
        added_on=place.dates.day(row["added_on"]),
    )


def _moves(place: Place) -> None:
    """Facts and words apart, as they are kept; oldest first, each as its meeting ended."""
    rows = [(item, move) for item in place.content["roadmap_items"] for move in item["moves"]]
    rows.sort(key=lambda row: place.made[row[1]["at_meeting"]].ends_at)
    moves = Move.objects.bulk_create(_move(place, item, move) for item, move in rows)
    MoveWords.objects.bulk_create(
        MoveWords(collaborative=place.collaborative, move=move, why=row["why"])
        for (_, row), move in zip(rows, moves, strict=True)
    )


def _move(place: Place, item: Row, row: Row) -> Move:
    meeting = place.made[row["at_meeting"]]
    return Move(
        collaborative=place.collaborative,
        item=place.made[item["id"]],
        meeting=meeting,
        from_horizon=Horizon(row["from"]),
        to_horizon=Horizon(row["to"]),
        made_possible_by=Move.MadePossibleBy(row["made_possible_by"]),
        moved_at=meeting.ends_at,
        why_digest=digest(row["why"]),
    )
