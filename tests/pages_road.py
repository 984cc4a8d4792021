"""Addresses of the road: cards, moves put right, time, snapshots, what we stand for."""

from __future__ import annotations

from tests.page import LOOKED_AFTER, MEMBERS, OWN_PLACE, Page, of_a, turned

CHANGES = "302 404 404 404 404 200 200 200"  # one row, for all but those who rest

ROAD: dict[str, Page] = {
    "roadmap:change": of_a(
        "item",
        CHANGES,
        turned(CHANGES, _200=422),
        valid=lambda place: {"title": "A bench", "seen": place.rows["item"].edition},
    ),
    "roadmap:right": of_a(
        "item",
        CHANGES,
        turned(CHANGES, _200=422),
        valid=lambda place: {"was": "now", "why": "The wrong button."},
    ),
    "roadmap:strike": of_a(
        "item",
        LOOKED_AFTER,
        turned(LOOKED_AFTER, _200=302),
        valid=lambda place: {"number": "1", "ground": "asked"},
    ),
    "roadmap:grown_from_try": of_a("prototype"),
    "roadmap:grown_from": of_a(
        "permission",
        post=turned(CHANGES, _200=422),
        named=lambda place: {"what": "asked"},
        valid=lambda place: {"item": place.rows["stuck item"].key},
    ),
    "roadmap:following": Page(OWN_PLACE),
    "roadmap:follow": of_a(
        "theme",
        post=turned(MEMBERS, _200=302),
        named=lambda place: {"what": "theme"},
        valid=lambda place: {"do": "follow"},
    ),
    "roadmap:grown_of_body": of_a("body"),
    "roadmap:unstuck": Page(OWN_PLACE),
    "roadmap:movement": Page(OWN_PLACE),
    "roadmap:snapshots": Page(
        OWN_PLACE,
        "302 404 404 404 404 404 422 422",
        valid=lambda place: {"label": "Adopted", "as_at": ""},
    ),
    "roadmap:stands": Page(OWN_PLACE),
    "roadmap:stand": Page(
        OWN_PLACE,
        "302 404 404 404 404 404 422 422",
        named=lambda place: {"kind": "vision"},
        valid=lambda place: {"seen": "1", "words": "Lamps for all.", "why": "It was dark."},
    ),
    "roadmap:snapshot": of_a(
        "snapshot",
        post=turned(LOOKED_AFTER, _200=302),
        valid=lambda place: {"number": "1", "ground": "asked"},
    ),
}
