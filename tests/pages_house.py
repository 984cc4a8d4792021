"""Addresses that came with keeping the house on a day without letters."""

from __future__ import annotations

from tests.page import (
    LOOKED_AFTER,
    MEMBERS,
    NO_POST_AT_ALL,
    OWN_PLACE,
    SENT,
    SWITCHED_ON,
    Page,
    of_a,
    turned,
)

HOUSE: dict[str, Page] = {
    "pieces:board": Page(
        OWN_PLACE,
        turned(OWN_PLACE, **SENT),
        valid=lambda place: {"title": "Buses", "words": "They come late.", "signature": "Abi"},
    ),
    "pieces:piece": of_a("piece", MEMBERS, MEMBERS, valid=lambda place: {"do": "not_yet"}),
    "pieces:read": Page(SWITCHED_ON, NO_POST_AT_ALL),
    "pieces:read_one": Page(
        SWITCHED_ON,
        turned(SWITCHED_ON, **SENT),
        rows={"key": "piece"},
        valid=lambda place: {"words": "So true.", "name": "Pip"},
    ),
    "month:how_we_run": Page(OWN_PLACE),
    "month:how_we_run_file": Page(OWN_PLACE, is_page=False),
    "here:standpoints": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {"label": "I keep the door", "band": "other"},
    ),
    "here:take_down": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {
            "who": place.people["both"].key,
            "parts": ["photo"],
            "why": "It made fun of somebody.",
        },
    ),
    "here:reach_code": Page(LOOKED_AFTER, turned(LOOKED_AFTER, **SENT)),
}
