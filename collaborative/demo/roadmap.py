"""Roadmap items, every move with its words, what stands under them and what was last heard."""

from __future__ import annotations

from datetime import date, timedelta

from collaborative.demo.content import Place, Row
from collaborative.keys import digest
from roadmap.models import (
    BodyNeeded,
    Evidence,
    Horizon,
    ItemOutcome,
    Move,
    MoveWords,
    Outcome,
    RoadmapItem,
    StuckOn,
    Update,
)
from roadmap.snapshots import keep

EVIDENCE = ("output", "theme", "meeting", "prototype")


def load(place: Place) -> None:
    rows = place.content["roadmap_items"]
    made = RoadmapItem.objects.bulk_create(_item(place, row) for row in rows)
    place.made |= {row["id"]: item for row, item in zip(rows, made, strict=True)}
    _moves(place)
    _links(place)
    Evidence.objects.bulk_create(
        Evidence(
            collaborative=place.collaborative,
            item=place.made[row["id"]],
            **{piece["kind"]: place.made[piece["ref"]]},
        )
        for row in rows
        for piece in row["evidence"]
        if piece["kind"] in EVIDENCE and piece["ref"] in place.made
    )
    _tied(place)
    for row in place.content["snapshots"]:
        keep(
            place.collaborative,
            label=row["label"],
            as_at=place.dates.day(row["as_at"]),
            meeting=place.made[row["at_meeting"]],
        )
    turns = {(turn["item"], turn["date"]): turn for turn in place.content.get("turns", [])}
    Update.objects.bulk_create(
        Update(
            collaborative=place.collaborative,
            item=place.made[row["id"]],
            on=place.dates.day(update["date"]),
            text=update["text"],
            **_turn(turns.get((row["id"], update["date"]), {})),
        )
        for row in rows
        for update in row["updates"]
    )


def _tied(place: Place) -> None:
    """What was asked for, and what somebody said they would do, for a line of the roadmap."""
    items = {row["id"] for row in place.content["roadmap_items"]}
    asked = [(row["for"], "permission", row["id"]) for row in place.content["permissions"]]
    promised = [(row["item"], "commitment", row["id"]) for row in place.content["commitments"]]
    Evidence.objects.bulk_create(
        Evidence(
            collaborative=place.collaborative,
            item=place.made[item],
            **{kind: place.made[key]},
        )
        for item, kind, key in (*asked, *promised)
        if item in items
    )


def _turn(row: Row) -> Row:
    """What changed with an update: stuck on something, or moving again."""
    return {name: row[name] for name in ("state", "stuck_on", "stuck_because") if name in row}


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
        stuck_on=StuckOn(row["stuck"]["kinds"][0]) if "stuck" in row else "",
        stuck_because=row["stuck"]["words"] if "stuck" in row else "",
        depends_on_money=RoadmapItem.Money(row["depends_on_money"]),
        areas=row["areas"],
        **place.content.get("cards", {}).get(row["id"], {}),
        wakes_when=row.get("waiting_for", "") if row["kind"] == "seed" else "",
        wakes_on=_day(place, place.content["wakes"].get(row["id"])),
        carried_by=row["carried_by"],
        next_step=row["next_step"],
        waiting_for="" if row["kind"] == "seed" else row.get("waiting_for", ""),
        last_heard=place.dates.day(row["last_heard"]),
        added_on=place.dates.day(row["added_on"]),
    )


def _day(place: Place, text: str | None) -> date | None:
    return None if text is None else place.dates.day(text)


def _links(place: Place) -> None:
    """What it all leads to, and whose yes each thing needs."""
    told = place.content["collaborative"].get("outcomes", [])
    outcomes = Outcome.objects.bulk_create(
        Outcome(
            collaborative=place.collaborative,
            label=row["label"],
            easy_read=row.get("easy_read", ""),
            order=order,
        )
        for order, row in enumerate(told)
    )
    place.made |= {row["id"]: made for row, made in zip(told, outcomes, strict=True)}
    items = place.content["roadmap_items"]
    ItemOutcome.objects.bulk_create(
        ItemOutcome(
            collaborative=place.collaborative,
            item=place.made[row["id"]],
            outcome=place.made[outcome],
        )
        for row in items
        for outcome in row["outcomes"]
        if outcome in place.made
    )
    names = {body["id"]: body["name"] for body in place.content.get("bodies", [])}
    BodyNeeded.objects.bulk_create(
        BodyNeeded(
            collaborative=place.collaborative,
            item=place.made[row["id"]],
            body=place.made[body["body"]],
            name=names[body["body"]],
            answer=BodyNeeded.Answer(body["answer"]),
        )
        for row in items
        for body in row["bodies"]
        if body["body"] in names
    )


def _moves(place: Place) -> None:
    """Facts and words apart, as they are kept; oldest first, each as its meeting ended."""
    rows = [(item, move) for item in place.content["roadmap_items"] for move in item["moves"]]
    rows.sort(key=lambda row: place.made[row[1]["at_meeting"]].ends_at)
    moves = Move.objects.bulk_create(_move(place, item, move) for item, move in rows)
    _put_right(place)
    MoveWords.objects.bulk_create(
        MoveWords(collaborative=place.collaborative, move=move, why=row["why"])
        for (_, row), move in zip(rows, moves, strict=True)
    )


def _put_right(place: Place) -> None:
    """A slip of the hand, and the move that answers it half an hour later."""
    for row in place.content["put_right"]:
        item, meeting = place.made[row["item"]], place.made[row["at_meeting"]]
        there, back = ((row["from"], row["to"]), (row["to"], row["from"]))
        slip: Move | None = None
        for (was, to), why, after in ((there, row["why"], 0), (back, row["right"], 30)):
            slip = Move.objects.create(
                collaborative=place.collaborative,
                item=item,
                meeting=meeting,
                puts_right=slip,
                from_horizon=Horizon(was),
                to_horizon=Horizon(to),
                moved_at=meeting.ends_at + timedelta(minutes=after),
                why_digest=digest(why),
            )
            MoveWords.objects.create(collaborative=place.collaborative, move=slip, why=why)


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
