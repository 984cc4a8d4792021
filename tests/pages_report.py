"""Addresses of what is told and taken along: who is in the room, reports, one's own copy."""

from __future__ import annotations

from tests.page import MEMBERS, OWN_PLACE, Page, of_a, turned

REPORTING: dict[str, Page] = {
    "here:presence": Page(
        OWN_PLACE,
        "302 404 404 404 404 404 302 302",
        valid=lambda place: {"words": "Nobody who works nights."},
    ),
    "roadmap:register": Page(
        OWN_PLACE,
        turned(OWN_PLACE, _200=302),
        valid=lambda place: {"audience": "commissioners", "since": "2024-01-01"},
    ),
    "roadmap:issued": of_a(
        "report", post=turned(MEMBERS, _200=302), valid=lambda place: {"do": "again"}
    ),
    # Its file lies in no world: the way back to the page, which says so.
    "roadmap:report_file": of_a("report", turned(MEMBERS, _200=302), is_page=False),
}
