"""Meetings of before, brought into the calendar. Done twice, nothing is doubled."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from collaborative import audit
from meetings.actions import place_of
from meetings.models import Meeting
from meetings.past import Line, Past
from members.models import Collaborative, Membership


def compared(lines: list[Line], place: Collaborative) -> list[Line]:
    """Each line with whether its meeting stands in the calendar already, or above in the file."""
    seen = _standing([line.past for line in lines if line.past], place)
    found = []
    for line in lines:
        name = line.past and _name(line.past.title, line.past.starts_at)
        found.append(replace(line, known=name in seen))
        if name:
            seen.add(name)
    return found


@transaction.atomic
def bring_in(*, lines: list[Line], by: Membership) -> int:
    """Keep what is not there yet; how many. Nobody gets a letter of what was long ago."""
    place = by.collaborative
    # One at a time in a collaborative: a second press finds the first one's rows.
    Collaborative.objects.select_for_update(no_key=True).get(pk=place.pk)
    wanted = [line.past for line in compared(lines, place) if line.past and not line.known]
    venues = {name: place_of(place, name) for name in {past.place for past in wanted} if name}
    rows = Meeting.objects.bulk_create(
        Meeting(
            collaborative=place,
            title=past.title,
            kind=past.kind,
            starts_at=past.starts_at,
            ends_at=past.ends_at,
            time_zone=place.time_zone,
            venue=venues.get(past.place),
            came=past.came,
            state=Meeting.State.PUBLISHED,
            told_at=past.ends_at,  # nothing waits to be told of it
            by_hand=True,
        )
        for past in wanted
    )
    targets = [f"{row._meta.label_lower}:{row.pk}" for row in rows]
    audit.record_each(actor=by.person, verb="meeting.bring_in", targets=targets)
    return len(rows)


def _standing(past: list[Past], place: Collaborative) -> set[object]:
    begins = {each.starts_at for each in past}
    rows = Meeting.objects.filter(collaborative=place, starts_at__in=begins)
    return {_name(title, begin) for title, begin in rows.values_list("title", "starts_at")}


def _name(title: str, starts_at: datetime) -> tuple[str, float]:
    return title.casefold(), starts_at.timestamp()
