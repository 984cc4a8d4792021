"""Who was asked for a yes and what they said; rules that may be none; cards from elsewhere."""

from __future__ import annotations

from datetime import date

from collaborative.demo.content import Place, Row
from prototypes.models import (
    Body,
    BodyName,
    Inspiration,
    Permission,
    PermissionStep,
    Question,
    RedTape,
)

STATES = {
    "not_yet_asked": Permission.State.NOT_YET,
    "asked": Permission.State.ASKED,
    "given": Permission.State.GIVEN,
    "given_with_conditions": Permission.State.CONDITIONS,
    "refused": Permission.State.REFUSED,
    "no_answer": Permission.State.NO_ANSWER,
}


def load(place: Place) -> None:
    _bodies(place)
    rows = place.content["permissions"]
    made = Permission.objects.bulk_create(_permission(place, row) for row in rows)
    place.made |= {row["id"]: each for row, each in zip(rows, made, strict=True)}
    PermissionStep.objects.bulk_create(
        PermissionStep(
            collaborative=place.collaborative,
            permission=permission,
            state=state,
            on=on,
            words=words,
        )
        for row, permission in zip(rows, made, strict=True)
        for state, on, words in _steps(place, row, permission)
    )
    RedTape.objects.bulk_create(_rule(place, row) for row in place.content.get("red_tape_log", []))
    for row in place.content.get("inspirations", []):
        _card(place, row)


def _bodies(place: Place) -> None:
    rows = place.content["bodies"]
    made = Body.objects.bulk_create(
        Body(collaborative=place.collaborative, name=row["name"]) for row in rows
    )
    place.made |= {row["id"]: body for row, body in zip(rows, made, strict=True)}
    BodyName.objects.bulk_create(
        BodyName(
            collaborative=place.collaborative, body=place.made[row["id"]], name=row["renamed_from"]
        )
        for row in rows
        if "renamed_from" in row
    )


def _permission(place: Place, row: Row) -> Permission:
    """One for a roadmap item says in words what it is for: links lead down, never up."""
    body = place.made[row["asked_of"]]
    items = {item["id"]: item["title"] for item in place.content["roadmap_items"]}
    state = STATES[row["state"]]
    answered = row.get("answered_on")
    return Permission(
        collaborative=place.collaborative,
        body=body,
        asked_as=body.name,
        prototype=place.made.get(row["for"]) if row["for"] not in items else None,
        about=items.get(row["for"], "")[:200],
        text=row["text"],
        state=state,
        asked_on=place.dates.day(row["asked_on"]) if "asked_on" in row else None,
        answered_on=place.dates.day(answered) if answered else None,
        conditions=row.get("conditions", ""),
        reason=row.get("reason", ""),
        expires_on=place.dates.day(row["expires"]) if "expires" in row else None,
    )


def _steps(place: Place, row: Row, permission: Permission) -> list[tuple[str, date, str]]:
    """Asked, asked again, and what came of it."""
    if permission.asked_on is None:
        return []
    asked = [row["asked_on"], *row.get("asked_again", [])]
    steps: list[tuple[str, date, str]] = [
        (Permission.State.ASKED, place.dates.day(day), "") for day in asked
    ]
    if permission.answered_on:
        words = permission.conditions or permission.reason
        steps.append((permission.state, permission.answered_on, words))
    elif permission.state == Permission.State.NO_ANSWER:
        steps.append((permission.state, place.dates.day(asked[-1]), row.get("note", "")))
    return steps


def _rule(place: Place, row: Row) -> RedTape:
    really = str(row["is_it_really_a_rule"])
    known = really in RedTape.Really.values
    return RedTape(
        collaborative=place.collaborative,
        rule=row["rule"],
        who_says_so=row["who_says_so"],
        really=really if known else RedTape.Really.PARTLY,
        answer="" if known else f"{really[:1].upper()}{really[1:]}.",
        noted_on=place.dates.day("anchor-90d"),
    )


def _card(place: Place, row: Row) -> None:
    card = Inspiration.objects.create(
        collaborative=place.collaborative,
        title=row["title"],
        says=row["says"],
        borrow=row["borrow"],
        place=row["place"],
        reframed=row["reframed"],
        five_minutes=row["five_minutes"],
        content_note=row.get("content_note", ""),
        pinned_on=place.dates.day(row["pinned"]),
    )
    for text in row.get("why_not_here", []):
        Question.objects.create(
            collaborative=place.collaborative, card=card, text=text, asked_on=card.pinned_on
        )
