"""What a place stands for, in all its versions, with the story of each."""

from __future__ import annotations

from datetime import date

from collaborative.demo.content import Place, Row
from meetings.models import Meeting
from roadmap import standing_actions
from roadmap.standing import Kind, texts_of


def load(place: Place) -> None:
    about, now = place.content["collaborative"], place.content["stands"]
    for row in about["visions"]:
        _version(
            place,
            Kind.VISION,
            row["version"],
            {name: row[name] for name in ("easy_read", "why")} | {"words": row["text"]},
            at=row.get("at_meeting"),
            on=row["adopted_on"],
            again=now["refresh"].get(row["id"]),
        )
    if "again" in now:
        same, again = about["visions"][-1], now["again"]
        texts = {"words": same["text"], "easy_read": same["easy_read"], "why": again["why"]}
        _version(place, Kind.VISION, same["version"] + 1, texts, row=again)
    for row in about["working_agreements"]:
        texts = {
            "words": "\n".join(row["clauses"]),
            "limit": row.get("cannot_stay", ""),
            "why": now["agreement"][row["id"]],
        }
        _version(
            place,
            Kind.AGREEMENT,
            row["version"],
            texts,
            at=row["agreed_at"],
            again=row["review_on"],
        )
    if mandate := now.get("mandate"):
        texts = {name: mandate[name] for name in ("words", "why")}
        _version(place, Kind.MANDATE, 1, texts, row=mandate)
    for kind, rows, words in (
        (Kind.VALUES, about["values"], "words"),
        (Kind.OUTCOMES, about.get("outcomes", []), "label"),
    ):
        if rows:
            easy = "meaning" if kind == Kind.VALUES else "easy_read"
            texts = {
                "words": "\n".join(row[words] for row in rows),
                "easy_read": "\n".join(row.get(easy, "") for row in rows).strip(),
                "why": now[kind]["why"],
            }
            _version(place, kind, 1, texts, row=now[kind])


def _version(
    place: Place,
    kind: str,
    n: int,
    texts: dict[str, str],
    *,
    row: Row | None = None,
    at: str | None = None,
    on: str | None = None,
    again: str | None = None,
) -> None:
    row = row or {}
    meeting: Meeting | None = place.found(at or row.get("at_meeting"))
    standing_actions.keep(
        place.collaborative,
        kind=kind,
        n=n,
        texts=texts_of(**texts),
        adopted_on=_day(place, on) or (meeting.local_start.date() if meeting else None),
        refresh_on=_day(place, again or row.get("refresh_on")),
        meeting=meeting,
        learnings=[place.made[key] for key in row.get("learnings", [])],
    )


def _day(place: Place, text: str | None) -> date | None:
    return None if text is None else place.dates.day(text)
