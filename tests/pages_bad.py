"""Addresses that came with the bad days: a photo on a card, and remembering somebody."""

from __future__ import annotations

from tests.page import LOOKED_AFTER, MEMBERS, NO_POST, SENT, Page, turned

BAD: dict[str, Page] = {
    "here:photo": Page(MEMBERS, NO_POST, rows={"key": "photo"}, is_page=False),
    "here:remember": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {
            "who": place.people["both"].key,
            "words": "He taught us knots.",
            "sure": "on",
        },
    ),
}
