"""The collaborative itself and its people, with what they help with and what is private to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from collaborative.demo.content import Place, Row
from collaborative.demo.dates import Dates
from members import joining, lanyards
from members.models import (
    Collaborative,
    Hat,
    JoinRequest,
    Membership,
    Perspective,
    Preferences,
    User,
)

# Kinds of helping in the files that we call something else. Others that we lack are left out.
HELPING = {"host": Hat.Kind.WELCOME, "host venue": Hat.Kind.WELCOME}
HELPING |= {kind.value: kind for kind in Hat.Kind}


def load_collaborative(content: Row, dates: Dates) -> Collaborative:
    """The forum in its words of today; how they came about is loaded with the roadmap."""
    about = content["collaborative"]
    vision = next(row for row in about["visions"] if row.get("current"))
    agreement = next(row for row in about["working_agreements"] if row.get("current"))
    agreed_at = next(row for row in content["meetings"] if row["id"] == agreement["agreed_at"])
    horizons = {
        f"{horizon}_{ours}": about["horizons"][horizon][theirs]
        for horizon in ("now", "next", "wow")
        for ours, theirs in (("word", "word"), ("means", "definition"))
    }
    return Collaborative.objects.create(
        slug=about["slug"],
        name=about["name"],
        place=about["place"],
        about_the_place=about["about_the_place"],
        story_so_far=about["story_so_far"],
        footer=about["footer"],
        time_zone=about["time_zone"],
        phone=content["phone"],
        answers_in_law=content["answers_in_law"],
        shows_come=content["public"],
        welcomes_strangers=content["public"],
        vision=vision["text"],
        values=[value["words"] for value in about["values"]],
        agreement=agreement["clauses"],
        agreement_limit=agreement.get("cannot_stay", ""),
        agreed_on=dates.day(agreed_at["starts"]),
        **horizons,
    )


def load(place: Place, perspectives: list[Row]) -> None:
    """People, cards, letters they want, helping, and the private parts through their door."""
    standing = _perspectives(place, perspectives)
    rows = place.content["people"]
    newcomers = [row for row in rows if "same_as" not in row]
    people = _people(newcomers)
    people |= {row["id"]: place.made[row["same_as"]].person for row in rows if "same_as" in row}
    cards = [_card(place, row, people[row["id"]]) for row in rows]
    made = Membership.objects.bulk_create(cards)
    place.made |= {row["id"]: card for row, card in zip(rows, made, strict=True)}
    _hats(place)
    _asking(place)
    for row in newcomers:
        _private(people[row["id"]], row, standing)


def _asking(place: Place) -> None:
    JoinRequest.objects.bulk_create(
        JoinRequest(
            collaborative=place.collaborative,
            chosen_name=row["name"],
            contact=joining.one_form(row["contact"]),
            asked_at=place.dates.at(row["at"]),
        )
        for row in place.content["asking"]
    )


def _perspectives(place: Place, rows: list[Row]) -> dict[str, Perspective]:
    made = Perspective.objects.bulk_create(
        Perspective(
            collaborative=place.collaborative, label=row["label"], band=row["band"], order=order
        )
        for order, row in enumerate(rows)
    )
    return {row["id"]: perspective for row, perspective in zip(rows, made, strict=True)}


def _people(rows: list[Row]) -> dict[str, User]:
    people = User.objects.bulk_create(
        User(email=_address(row), password=make_password(None)) for row in rows
    )
    wishes = [row["preferences"] for row in rows]
    Preferences.objects.bulk_create(
        Preferences(
            person=person,
            reminder=wish["reminder"],
            digest=wish["digest"],
            large_print=wish["large_print"],
        )
        for person, wish in zip(people, wishes, strict=True)
    )
    return {row["id"]: person for row, person in zip(rows, people, strict=True)}


def _address(row: Row) -> str | None:
    """Where letters go and codes too; None for somebody who is told by post, text or phone."""
    if not row["has_account"]:
        return None
    routes = row.get("contact_routes", [])
    return next((route["value"] for route in routes if route["kind"] == "email"), None)


def _card(place: Place, row: Row, person: User) -> Membership:
    told = row["membership"]
    state = Membership.State(told["state"])
    # Those whose first digest is due at once have not been told of the last meeting.
    since = "anchor-40d" if row["id"] in place.content["first_digest"] else "anchor-6d"
    return Membership(
        collaborative=place.collaborative,
        person=person,
        chosen_name=row["chosen_name"],
        brings_me_here=row["brings_me_here"] or "",
        ask_me_about=row["ask_me_about"] or "",
        i_like=row["i_like"] or "",
        gladly=row.get("ways", []),
        state=state,
        greets_by_name=row["id"] in place.content["greets_by_name"],
        left_on=place.dates.day(told["until"]) if state in Membership.GONE else None,
        remembered_as=told.get("remembered_words", ""),
        keeps_name=told.get("name_in_old_notes") != "a member",
        digest_upto=place.dates.at(since),
    )


def _hats(place: Place) -> None:
    """What people help with, then and now. None of them ends with nobody looking after the rest."""
    told = [(row["id"], hat) for row in place.content["people"] for hat in row["hats"]]
    told += [(hat["who"], hat) for hat in place.content["hats"]]
    Hat.objects.bulk_create(
        Hat(
            collaborative=place.collaborative,
            member=place.made[who],
            kind=HELPING[hat["hat"]],
            since=since,
            until=until,
        )
        for who, hat in told
        if hat["hat"] in HELPING
        for since, until in [_span(place, hat)]
    )


def _span(place: Place, hat: Row) -> tuple[date, date | None]:
    """From when to when: a period, or the days of one meeting."""
    if "meeting" in hat:
        meeting = place.written[hat["meeting"]]
        return place.dates.day(meeting["starts"]), place.dates.day(meeting["ends"])
    since, until = place.dates.day(hat["from"]), place.dates.day(hat["to"])
    # Whoever looks after it hopes to hand over by then; until somebody else does, it has no end.
    return since, None if hat["hat"] == Hat.Kind.COORDINATOR else until


def _private(person: User, row: Row, standing: dict[str, Perspective]) -> None:
    """What only the person may read; standpoints that they took back are not kept."""
    told: dict[str, Any] = row["lanyard"]
    lanyards.write(
        person,
        job_title=told.get("job_title") or "",
        employer=told.get("employer") or "",
        work_email=told.get("work_email") or "",
    )
    held = [row for row in told["perspectives"] if "withdrawn_on" not in row]
    if held:
        lanyards.stand(person, [standing[row["perspective"]] for row in held])
    for need in told["access_needs"]:
        lanyards.need(person, need["text"], tell_facilitator=need["share_with_facilitators"])
    for route in row["contact_routes"]:
        if route["kind"] != "email":
            lanyards.route(
                person,
                route["kind"],
                route["value"],
                best_times=route.get("best_times") or "",
                leave_message=route.get("leave_message", True),
                for_lists=not row["has_account"],  # they gave it, to be told of meetings
            )
