"""Sessions and their tables, every word that was written down, and the themes."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID, uuid5

from collaborative.demo import came_of_it, day_in_the_room, room_of_sessions
from collaborative.demo.content import Place, Row
from prototypes.models import Output, PrototypingSession, Table, Theme, ThemeOutput

OURS = UUID("a9d9f2c6-6b7e-4f53-9c6e-0f5b7d8e2c41")  # any: so that an id always gives the same UUID


def load(place: Place) -> None:
    _sessions(place)
    _tables(place)
    room_of_sessions.load(place)
    _outputs(place)
    _themes(place)
    came_of_it.load(place)
    day_in_the_room.load(place)


def _sessions(place: Place) -> None:
    rows = place.content["sessions"]
    made = PrototypingSession.objects.bulk_create(
        PrototypingSession(
            collaborative=place.collaborative,
            meeting=place.made[row["meeting"]],
            title=row["title"],
            purpose=row["purpose"],
            method=row["method"],
            lens=row.get("lens", ""),
            starts_at=place.dates.at(row["starts"]),
            ends_at=place.dates.at(row["ends"]),
            state=PrototypingSession.State(row["state"]),
        )
        for row in rows
    )
    place.made |= {row["id"]: session for row, session in zip(rows, made, strict=True)}


def _tables(place: Place) -> None:
    """A gathering keeps its tables all day: those belong to no single session."""
    rows = place.content["tables"]
    made = Table.objects.bulk_create(_table(place, row) for row in rows)
    place.made |= {row["id"]: table for row, table in zip(rows, made, strict=True)}


def _table(place: Place, row: Row) -> Table:
    session = place.found(row.get("session"))
    return Table(
        collaborative=place.collaborative,
        meeting=session.meeting if session else place.made[row["gathering"]],
        session=session,
        name=row["name"],
        size=row["size"],
    )


def _outputs(place: Place) -> None:
    """In the order of the files, written down one after another while the session lasted."""
    of_session: dict[str, list[Row]] = defaultdict(list)
    for row in place.content["outputs"]:
        of_session[row["session"]].append(row)
    for session in place.content["sessions"]:
        rows = of_session[session["id"]]
        # A session that is open before its day has been written in since then.
        begun = place.dates.at(session.get("opened", session["starts"]))
        ended = place.not_after_anchor(place.dates.at(session["ends"]))
        between = (ended - begun) / (len(rows) + 1)
        made = Output.objects.bulk_create(
            Output(
                collaborative=place.collaborative,
                session=place.made[row["session"]],
                table=place.found(row["table"]),
                client_id=uuid5(OURS, row["id"]),
                kind=Output.Kind(row["kind"]),
                words=row["words"],
                consent=Output.Consent(row["quote"]["consent"]) if "quote" in row else "",
                held=row.get("held", False),
                written_at=begun + between * number,
            )
            for number, row in enumerate(rows, start=1)
        )
        place.made |= {row["id"]: output for row, output in zip(rows, made, strict=True)}


def _themes(place: Place) -> None:
    rows = place.content["themes"]
    made = Theme.objects.bulk_create(_theme(place, row) for row in rows)
    place.made |= {row["id"]: theme for row, theme in zip(rows, made, strict=True)}
    for row, theme in zip(rows, made, strict=True):
        theme.parent = place.found(row["parent"])
    Theme.objects.bulk_update(made, ["parent"])
    ThemeOutput.objects.bulk_create(
        ThemeOutput(
            collaborative=place.collaborative,
            theme=place.made[row["id"]],
            output=place.made[output],
        )
        for row in rows
        for output in row["outputs"]
    )


def _theme(place: Place, row: Row) -> Theme:
    session = place.made[row["named_at"]]
    return Theme(
        collaborative=place.collaborative,
        name=row["name"],
        named_in=session,
        named_at=session.ends_at,
        challenged=row.get("challenged_word", ""),
        promise=row["promise"],
        difficulty=row["difficulty"],
        state=Theme.State(row["state"]),
    )
