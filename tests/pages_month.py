"""Addresses of looking after a collaborative, month by month."""

from __future__ import annotations

from tests.page import HELPERS, LOOKED_AFTER, SENT, Page, of_a, turned

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
    "month:answers": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, _200=302),
        valid=lambda place: {"who": place.rows["without email"].key, "answer": "yes"},
    ),
    "here:reach": Page(LOOKED_AFTER),
    "here:reach_list": Page(LOOKED_AFTER, named=lambda place: {"way": "post"}),
    "here:reach_add": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {"name": "Ivy", "kind": "phone", "value": "01632 960555"},
    ),
    "here:reach_new": of_a(
        "without email",
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {"kind": "email", "value": "ivy@example.org"},
    ),
    "here:public_pages": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, _200=302),
        valid=lambda place: {"shows_come": "on", "welcomes_strangers": "on"},
    ),
}
