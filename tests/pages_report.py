"""Addresses of what is told and taken along: who is in the room, reports, one's own copy."""

from __future__ import annotations

from tests.page import OWN_PLACE, Page

REPORTING: dict[str, Page] = {
    "here:presence": Page(
        OWN_PLACE,
        "302 404 404 404 404 404 302 302",
        valid=lambda place: {"words": "Nobody who works nights."},
    ),
}
