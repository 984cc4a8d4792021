"""Addresses of letters, for whoever looks after them."""

from __future__ import annotations

from tests.page import LOOKED_AFTER, Page, of_a

LETTERS: dict[str, Page] = {
    "here:house_letters": Page(LOOKED_AFTER),
    "here:house_letter": Page(
        LOOKED_AFTER,
        LOOKED_AFTER,
        valid=lambda place: {"do": "keep", "subject": "See you soon", "beginning": "Soup!"},
    ),
    "meetings:reminder_words": of_a(
        "meeting",
        LOOKED_AFTER,
        LOOKED_AFTER,
        valid=lambda place: {"do": "keep", "subject": "Bring boots", "beginning": "It is muddy."},
    ),
}
