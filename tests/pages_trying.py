"""Addresses of what is tried."""

from __future__ import annotations

from collaborative.keys import new_key
from tests.page import (
    CHANGES_NOTHING,
    MEMBERS,
    NO_POST,
    OWN_PLACE,
    SENT,
    TAKES_PART,
    Page,
    of_a,
    turned,
)

TRIES = "302 404 404 404 404 200 200 200"  # one row of a place; not those who rest
TOLD = "302 404 404 404 404 422 422 422"  # the same, sent empty

TRYING: dict[str, Page] = {
    "trying:all": Page(OWN_PLACE),
    "trying:alike": Page(OWN_PLACE, query=lambda place: {"name": "waiting"}),
    "trying:begin": Page(
        TAKES_PART,
        turned(TAKES_PART, **SENT),
        valid=lambda place: {"name": "A bench by the stop", "key": new_key()},
    ),
    "trying:one": of_a("prototype"),
    "trying:change": of_a(
        "prototype",
        TRIES,
        TOLD,
        valid=lambda place: {"name": "Tea", "seen": place.rows["prototype"].edition},
    ),
    "trying:stand": of_a(
        "prototype",
        turned(TRIES, _200=302),
        TOLD,
        valid=lambda place: {"state": "parked", "waiting_for": "A kettle"},
    ),
    "trying:breakfast": Page(OWN_PLACE),
    "trying:stories": Page(OWN_PLACE),
    "trying:mix": Page(
        TAKES_PART,
        turned(TAKES_PART, **SENT),
        valid=lambda place: {"names": "Rosa\nDele\nAbi", "tables": "2"},
    ),
    "trying:beside_or_together": Page(OWN_PLACE),
    "trying:ancestry": of_a("prototype", post=TOLD, valid=lambda place: {"heard": "The radio"}),
    "trying:from_theme": of_a("theme"),
    "trying:from_note": of_a("output"),
    "trying:new_cycle": of_a(
        "prototype", TRIES, TOLD, valid=lambda place: {"tried": "One Monday", "key": new_key()}
    ),
    "trying:cycle": Page(
        MEMBERS,
        TOLD,
        rows={"key": "prototype", "cycle": "cycle"},
        valid=lambda place: {"happened": "Nine came", "seen": place.rows["cycle"].edition},
    ),
    "trying:new_learning": of_a(
        "prototype", TRIES, TOLD, valid=lambda place: {"what": "Cake helps", "key": new_key()}
    ),
    "trying:learning": Page(
        TRIES,
        TOLD,
        rows={"key": "prototype", "learning": "learning"},
        valid=lambda place: {"what": "Cake helps", "seen": place.rows["learning"].edition},
    ),
    "trying:pack": of_a("prototype"),
    "trying:permissions": Page(OWN_PLACE),
    "trying:steer_clear": Page(OWN_PLACE),
    "trying:want": Page(
        TAKES_PART,
        turned(TAKES_PART, **SENT),
        valid=lambda place: {"text": "May we?", "body": "The library", "key": new_key()},
    ),
    "trying:rule": Page(
        TAKES_PART,
        turned(TAKES_PART, **SENT),
        valid=lambda place: {"rule": "No cake", "really": "no", "key": new_key()},
    ),
    "trying:rule_of": of_a(
        "rule",
        TRIES,
        TOLD,
        valid=lambda place: {
            "rule": "No cake",
            "really": "no",
            "seen": place.rows["rule"].edition,
        },
    ),
    "trying:bodies": Page(OWN_PLACE),
    "trying:body": of_a("body", post=TOLD, valid=lambda place: {"name": "The new name"}),
    "trying:permission": of_a(
        "permission",
        post=TOLD,
        valid=lambda place: {"state": "no_answer", "seen": place.rows["permission"].edition},
    ),
    "trying:cards": Page(OWN_PLACE),
    "trying:pin": Page(
        TAKES_PART,
        turned(TAKES_PART, **SENT),
        valid=lambda place: {"title": "A talk", "says": "Talk", "key": new_key()},
    ),
    "trying:evidence_cards": Page(OWN_PLACE),
    "trying:bring": Page(
        TAKES_PART,
        turned(TAKES_PART, **SENT),
        valid=lambda place: {"title": "A count", "says": "Nine in ten", "key": new_key()},
    ),
    "trying:evidence": of_a(
        "evidence", post=TOLD, valid=lambda place: {"prototype": place.rows["parked"].key}
    ),
    "trying:change_evidence": of_a(
        "evidence",
        TRIES,
        TOLD,
        valid=lambda place: {
            "title": "A count",
            "says": "Ten",
            "seen": place.rows["evidence"].edition,
        },
    ),
    "trying:wholes": Page(OWN_PLACE),
    "trying:put_together": Page(
        TAKES_PART,
        turned(TAKES_PART, **SENT),
        valid=lambda place: {"name": "An open afternoon", "key": new_key()},
    ),
    "trying:whole": of_a(
        "whole", post=TOLD, valid=lambda place: {"prototype": place.rows["parked"].key}
    ),
    "trying:change_whole": of_a(
        "whole",
        TRIES,
        TOLD,
        valid=lambda place: {"name": "An open day", "seen": place.rows["whole"].edition},
    ),
    "trying:card": of_a("card", post=TOLD, valid=lambda place: {"text": "Why not?"}),
    "trying:team": Page(
        NO_POST,
        CHANGES_NOTHING,
        rows={"key": "prototype"},
        valid=lambda place: {"do": "join"},
    ),
}
