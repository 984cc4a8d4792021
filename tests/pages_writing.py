"""Addresses of writing it down: a session made ready, its tables, and their phones."""

from __future__ import annotations

from uuid import uuid4

from tests.page import (
    EVERYBODY,
    HELPERS,
    LOOKED_AFTER,
    NO_POST_AT_ALL,
    OWN_PLACE,
    SENT,
    Page,
    of_a,
    turned,
)

AT_A_TABLE = {"code": "table code"}  # whoever types it may come in, and there is no account

WRITING: dict[str, Page] = {
    "prototypes:plan": of_a(
        "session",
        HELPERS,
        turned(HELPERS, **SENT),
        valid=lambda place: {"title": "From gate to gate", "method": "acted out"},
    ),
    "prototypes:tables": of_a(
        "session",
        HELPERS,
        turned(HELPERS, **SENT),
        valid=lambda place: {"do": "open"},
    ),
    "prototypes:how": of_a("session"),
    "prototypes:charts": of_a("session", HELPERS, turned(HELPERS, **SENT)),
    "prototypes:chart_photo": Page(
        turned(HELPERS, _200=404), rows={"key": "session", "chart": "chart"}, is_page=False
    ),
    "prototypes:paper": of_a("session", HELPERS),
    "prototypes:otherwise": of_a(
        "theme",
        post="302 404 404 404 404 422 422 422",
        valid=lambda place: {"answer": "yes", "sent_as": str(uuid4())},
    ),
    "prototypes:programme": of_a("meeting"),
    "prototypes:challenges": Page(OWN_PLACE),
    "tables:at_the_door": Page(EVERYBODY, NO_POST_AT_ALL, here=False),
    "prototypes:theme_history": of_a(
        "theme",
        post=turned(LOOKED_AFTER, _200=302),
        valid=lambda place: {"step": place.rows["theme step"].key, "ground": "asked"},
    ),
    "prototypes:questions": Page(
        OWN_PLACE,
        turned(HELPERS, **SENT),
        valid=lambda place: {"text": "Who is not here?"},
    ),
    "prototypes:heard": of_a(
        "session", post=turned(HELPERS, _200=302), valid=lambda place: {"in_short": "We sat."}
    ),
    "prototypes:projector": of_a(
        "session", HELPERS, turned(HELPERS, _200=302), valid=lambda place: {"do": "open"}
    ),
    "prototypes:sides": of_a(
        "session",
        HELPERS,
        turned(HELPERS, **SENT),
        valid=lambda place: {"one": "A bell", "other": "Quiet"},
    ),
    "prototypes:pair": of_a(
        "session",
        HELPERS,
        turned(HELPERS, **SENT),
        valid=lambda place: {
            "challenge": "A step",
            "opportunity": "A ramp",
            "sent_as": str(uuid4()),
        },
    ),
    "slip": Page(
        EVERYBODY,
        turned(EVERYBODY, _200=302),
        rows={"words": "slip"},
        here=False,
        valid=lambda place: {"quote": place.rows["phone quote"].key},
    ),
    "prototypes:waiting": of_a("session", HELPERS, turned(HELPERS, _200=400), is_page=False),
    "worker": Page(EVERYBODY, NO_POST_AT_ALL, here=False, is_page=False),
    "tables:shell": Page(EVERYBODY, NO_POST_AT_ALL, here=False),
    "tables:waiting": Page(
        EVERYBODY, turned(EVERYBODY, _200=400), rows=AT_A_TABLE, here=False, is_page=False
    ),
    "tables:door": Page(
        EVERYBODY,
        turned(EVERYBODY, **SENT),
        here=False,
        valid=lambda place: {"code": place.rows["table code"].key},
    ),
    "tables:table": Page(
        EVERYBODY,
        turned(EVERYBODY, **SENT),
        rows=AT_A_TABLE,
        here=False,
        valid=lambda place: {"words": "More tea", "kind": "idea", "sent_as": str(uuid4())},
    ),
    "tables:pair": Page(
        EVERYBODY,
        turned(EVERYBODY, **SENT),
        rows=AT_A_TABLE,
        here=False,
        valid=lambda place: {
            "challenge": "A step",
            "opportunity": "A ramp",
            "sent_as": str(uuid4()),
        },
    ),
    "tables:note": Page(
        EVERYBODY,
        turned(EVERYBODY, **SENT),
        rows=AT_A_TABLE | {"note": "phone note"},
        here=False,
        valid=lambda place: {"do": "take_back"},
    ),
}
