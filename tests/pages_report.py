"""Addresses of what is told and taken along: who is in the room, reports, one's own copy."""

from __future__ import annotations

from django.core import signing

from tests.page import LOOKED_AFTER, MEMBERS, NO_POST, OWN_PLACE, Page, of_a, turned
from tests.world import Place

MINE = "302 404 404 404 404 200 404 404"  # the copy of somebody


def copy_token(place: Place) -> dict[str, str]:
    signer = signing.TimestampSigner(salt=f"members.copy.{place.rows['copy'].key}", sep="~")
    return {"token": signer.sign("zip")}


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
    "roadmap:whole": Page(LOOKED_AFTER, turned(LOOKED_AFTER, _200=302), valid=lambda place: {}),
    "members:copy": Page(
        MINE, turned(MINE, _200=302), rows={"key": "copy"}, here=False, valid=lambda place: {}
    ),
    # Its file lies in no world: the way back to the page, which says so.
    "members:copy_file": Page(
        turned(MINE, _200=302),
        turned(NO_POST, _405=405),
        rows={"key": "copy"},
        here=False,
        is_page=False,
        named=copy_token,
    ),
}
