"""Addresses that came with the bad days: a photo on a card."""

from __future__ import annotations

from tests.page import MEMBERS, NO_POST, Page

BAD: dict[str, Page] = {
    "here:photo": Page(MEMBERS, NO_POST, rows={"key": "photo"}, is_page=False),
}
