"""Addresses of when we meet: calendars, series, and answers by a link."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from meetings import answers, changing, feeds, places
from tests.page import (
    EVERYBODY,
    LOOKED_AFTER,
    NO_POST,
    NO_POST_AT_ALL,
    OWN_PLACE,
    SENT,
    SWITCHED_ON,
    Page,
    of_a,
    turned,
)

RULE = {"which": "second", "weekday": "3", "starts": "09:00", "ends": "11:00", "kind": "breakfast"}
RULE |= {"do": "keep"}

DATES: dict[str, Page] = {
    "calendar_feed": Page(
        EVERYBODY,
        NO_POST,
        NO_POST_AT_ALL,
        named=lambda place: {"token": feeds.token(place.rows["feed"])},
        is_page=False,
    ),
    "meetings:calendar": Page(
        OWN_PLACE, turned(OWN_PLACE, _200=302), valid=lambda place: {"do": "make"}
    ),
    "answer_by_link": Page(
        EVERYBODY,
        turned(EVERYBODY, **SENT),
        named=lambda place: {"token": answers.token(place.rows["meeting"], place.people["member"])},
        here=False,
    ),
    "meetings:place": of_a(
        "venue",
        post=turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {"bus": "The 7", "seen": places.mark_of(place.rows["venue"])},
    ),
    "meetings:door": of_a("venue", is_page=False),
    "meetings:found": Page(OWN_PLACE, query=lambda place: {"q": "a"}),
    "meetings:series": of_a("series page"),
    "meetings:series_new": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: RULE | {"name": "Soup"},
    ),
    "meetings:series_change": of_a(
        "series page", LOOKED_AFTER, turned(LOOKED_AFTER, **SENT), valid=lambda place: RULE
    ),
    "meetings:change": of_a(
        "meeting",
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {
            "title": "Soup together",
            "day": str(timezone.localdate() + timedelta(days=9)),
            "starts": "09:00",
            "ends": "11:00",
            "kind": "breakfast",
            "seen": changing.mark_of(place.rows["meeting"]),
        },
    ),
    "told_outside": Page(SWITCHED_ON, NO_POST_AT_ALL),
    "told_feed": Page(SWITCHED_ON, NO_POST_AT_ALL, is_page=False),
    "meetings:past": Page(
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {"do": "keep", "lines": "day,title,from\n2025-03-13,Soup,09:00"},
    ),
    "meetings:week": of_a(
        "meeting",
        NO_POST,
        turned(LOOKED_AFTER, _200=302),
        valid=lambda place: {"do": "later", "seen": changing.mark_of(place.rows["meeting"])},
    ),
    "meetings:call_off": of_a(
        "meeting",
        LOOKED_AFTER,
        turned(LOOKED_AFTER, **SENT),
        valid=lambda place: {"because": "It snows.", "do": "off"},
    ),
    "meetings:ics": of_a("meeting", is_page=False),
}
