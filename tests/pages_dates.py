"""Addresses of when we meet: calendars, series, and answers by a link."""

from __future__ import annotations

from meetings import feeds
from tests.page import (
    EVERYBODY,
    NO_POST_AT_ALL,
    OWN_PLACE,
    Page,
    of_a,
    turned,
)

DATES: dict[str, Page] = {
    "calendar_feed": Page(
        EVERYBODY,
        NO_POST_AT_ALL,
        named=lambda place: {"token": feeds.token(place.rows["feed"])},
        is_page=False,
    ),
    "meetings:calendar": Page(
        OWN_PLACE, turned(OWN_PLACE, _200=302), valid=lambda place: {"do": "make"}
    ),
    "meetings:ics": of_a("meeting", is_page=False),
}
