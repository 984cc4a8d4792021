"""Who may do what. A hat answers, on a day; nobody is anything for ever."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from members.models import Collaborative, Hat, Membership

HELPS_ON_THE_DAY = (
    Hat.Kind.COORDINATOR,
    Hat.Kind.FACILITATOR,
    Hat.Kind.CHAIR,
    Hat.Kind.SCRIBE,
)


def today_in(collaborative: Collaborative) -> date:
    """The date on the wall of the room, whatever the clock of the server."""
    return timezone.localdate(timezone=collaborative.zone)


def looks_after(me: Membership, on: date | None = None) -> bool:
    """Whether this member looks after the collaborative (its coordinator, today or on a day)."""
    day = on or today_in(me.collaborative)
    hats = Hat.objects.on(day).filter(member=me, kind=Hat.Kind.COORDINATOR)
    return hats.exists()


def helps(me: Membership, *days: date) -> bool:
    """Whether this member helps to hold a meeting on one of these days, or today."""
    hats = Hat.objects.filter(member=me, kind__in=HELPS_ON_THE_DAY)
    return any(
        hat.since <= day and (hat.until is None or day <= hat.until)
        for hat in hats
        for day in (*days, today_in(me.collaborative))
    )
