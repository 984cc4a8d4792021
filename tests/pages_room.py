"""Addresses of the room: agenda, run sheet, write-up, what we said we would do."""

from __future__ import annotations

from uuid import uuid4

from collaborative.keys import new_key
from tests.page import (
    CHANGES_NOTHING,
    HELPERS,
    LOOKED_AFTER,
    NO_POST,
    OWN_PLACE,
    SENT,
    TAKES_PART,
    Page,
    of_a,
    turned,
)

ROOM: dict[str, Page] = {
    "meetings:agenda": of_a(
        "meeting",
        post="302 404 404 404 404 422 422 422",
        valid=lambda place: {"title": "A bench", "minutes": "10", "key": new_key()},
    ),
    "meetings:agenda_item": Page(
        NO_POST,
        CHANGES_NOTHING,
        rows={"key": "meeting", "item": "agenda item"},
        valid=lambda place: {"do": "off"},
    ),
    "meetings:held": Page(
        NO_POST,
        turned(HELPERS, _200=302),
        rows={"key": "held item"},
        valid=lambda place: {"do": "keep"},
    ),
    "meetings:decisions": Page(OWN_PLACE),
    "meetings:versions": of_a(
        "past meeting",
        post=turned(LOOKED_AFTER, _200=302),
        valid=lambda place: {"ground": "asked", "number": "1"},
    ),
    "meetings:responses": of_a(
        "past meeting",
        post="302 404 404 404 404 422 422 422",
        valid=lambda place: {"words": "So it was.", "key": new_key()},
    ),
    "meetings:run": of_a("meeting", HELPERS),
    "meetings:run_item": Page(
        NO_POST,
        turned(HELPERS, **SENT),
        rows={"key": "meeting", "item": "agenda item"},
        valid=lambda place: {"do": "note", "words": "Late again", "sent_as": str(uuid4())},
    ),
    "meetings:turns": of_a(
        "meeting", post=CHANGES_NOTHING, valid=lambda place: {"do": "offer", "kind": "timekeeper"}
    ),
    "meetings:here": of_a(
        "past meeting",
        NO_POST,
        CHANGES_NOTHING,
        valid=lambda place: {"do": "yes"},
    ),
    "meetings:worries": of_a(
        "gathering",
        post="302 404 404 404 404 422 422 422",
        valid=lambda place: {"words": "That it rains", "sent_as": str(uuid4())},
    ),
    "meetings:pack": of_a("meeting"),
    "commitments:all": Page(OWN_PLACE),
    "commitments:mine": Page(OWN_PLACE),
    "commitments:new": Page(
        TAKES_PART,
        turned(TAKES_PART, **SENT),
        valid=lambda place: {"text": "Bring the urn", "key": new_key()},
    ),
    "commitments:one": of_a(
        "commitment",
        post="302 404 404 404 404 422 422 422",
        valid=lambda place: {"state": "done"},
    ),
}
