"""Both places, whole or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from collaborative.demo import (
    database,
    gathering,
    leave,
    meetings,
    people,
    pieces,
    presence,
    prototypes,
    reports,
    roadmap,
    room,
    standing,
    trying,
)
from collaborative.demo.content import PLACES, Place, read
from collaborative.demo.dates import Dates

ONE_AT_A_TIME = 20110719  # any number: the key of the lock


@transaction.atomic
def load(anchor: date) -> None:
    """Put the demo into the database as on the day ``anchor``, instead of the demo that is there.

    Raises:
        NotOurs: the database holds something else.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    if database.check() is not None:
        database.empty()
    made: dict[str, Any] = {}
    contents = [read(name) for name in PLACES]
    for content in contents:
        dates = Dates(anchor, ZoneInfo(content["collaborative"]["time_zone"]))
        place = Place(content, dates, people.load_collaborative(content, dates), made)
        people.load(place, contents[0]["perspectives"])
        presence.load(place)
        meetings.load(place)
        room.load(place)
        pieces.load(place)
        prototypes.load(place)
        trying.load(place)
        leave.load(place)
        gathering.load(place)
        roadmap.load(place)
        standing.load(place)
        reports.load(place)
    database.mark(anchor)
