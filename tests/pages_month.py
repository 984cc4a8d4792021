"""Addresses of looking after a collaborative, month by month."""

from __future__ import annotations

from tests.page import HELPERS, LOOKED_AFTER, SENT, Page, turned

MONTH: dict[str, Page] = {
    "month:look_after": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, _200=302),
        valid=lambda place: {"do": "invite", "key": place.rows["meeting"].key},
    ),
    "month:hand_over": Page(
        LOOKED_AFTER,
        LOOKED_AFTER,
        valid=lambda place: {"do": "ask", "who": place.people["member"].key},
    ),
    "month:off": Page(
        HELPERS,
        turned(HELPERS, **SENT),
        valid=lambda place: {
            "who": place.people["member"].key,
            "until": f"{place.rows['meeting'].local_start:%Y-%m-%d}",
            "kind": "facilitator",
        },
    ),
    "here:public_pages": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, _200=302),
        valid=lambda place: {"shows_come": "on", "welcomes_strangers": "on"},
    ),
}
