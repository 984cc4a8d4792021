"""Addresses of what is tried."""

from __future__ import annotations

from collaborative.keys import new_key
from tests.page import (
    CHANGES_NOTHING,
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
    "trying:team": Page(
        NO_POST,
        CHANGES_NOTHING,
        rows={"key": "prototype"},
        valid=lambda place: {"do": "join"},
    ),
}
