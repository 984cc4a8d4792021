"""What the tables of a session had: their codes while it is open, and what they acted out."""

from __future__ import annotations

from collaborative.demo.content import Place, Row
from prototypes.models import Scenario, Scene, TableCode


def load(place: Place) -> None:
    TableCode.objects.bulk_create(
        TableCode(
            collaborative=place.collaborative,
            session=place.made[row["session"]],
            table=place.made[row["id"]],
            code=row["code"].lower(),
        )
        for row in place.content["tables"]
        if "code" in row and place.made[row["session"]].is_open
    )
    rows = place.content.get("scenarios", [])
    made = Scenario.objects.bulk_create(_scenario(place, row) for row in rows)
    place.made |= {row["id"]: scenario for row, scenario in zip(rows, made, strict=True)}
    Scene.objects.bulk_create(_scene(place, row) for row in place.content.get("scenes", []))


def _scenario(place: Place, row: Row) -> Scenario:
    return Scenario(
        collaborative=place.collaborative,
        session=place.made[row["session"]],
        place=row["place"],
        moment=row["moment"],
        who=row["who"],
        hopes_first=row["hopes_first"],
        stakes=row["stakes"],
        how_soon=row["how_soon"],
    )


def _scene(place: Place, row: Row) -> Scene:
    film = Scene.Film.FILMED if row["filmed"] else Scene.Film.NOT
    return Scene(
        collaborative=place.collaborative,
        scenario=place.made[row["scenario"]],
        table=place.found(row["table"]),
        round=row["round"],
        film=Scene.Film.NEVER if row.get("do_not_film") else film,
        what_happened=row["what_happened"],
    )
