"""Addresses that came with keeping the house on a day without letters."""

from __future__ import annotations

from tests.page import LOOKED_AFTER, SENT, Page, turned

HOUSE: dict[str, Page] = {
    "here:take_down": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {
            "who": place.people["both"].key,
            "parts": ["words", "photo"],
            "why": "It made fun of somebody.",
        },
    ),
    "here:reach_code": Page(LOOKED_AFTER, turned(LOOKED_AFTER, **SENT)),
}
