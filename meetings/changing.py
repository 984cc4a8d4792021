"""One date is not like the others: moved, somewhere else, called off. Rules leave it alone then."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from collaborative import audit, outbox
from meetings import waiting
from meetings.actions import place_of
from meetings.agenda_actions import locked
from meetings.dates import moment
from meetings.errors import AlreadyOver, MeetingChanged
from meetings.models import Meeting, Venue
from meetings.seen import mark
from members.models import Membership

FIELDS = (
    *("title", "kind", "starts_at", "ends_at", "venue", "online_link", "places"),
    *("purpose", "can_change"),
)


def mark_of(meeting: Meeting) -> str:
    """Of all that a page about this date was made from: words and chairs as well as the hour."""
    return mark(meeting, *FIELDS, "state")


@transaction.atomic
def change_date(
    *,
    meeting: Meeting,
    by: Membership,
    seen: str,
    venue: Venue | None,
    new_place: str,
    **to: Any,
) -> Meeting:
    """Another day, hour, place or kind for one meeting; who has answered keeps their answer.

    ``seen`` is the mark of what whoever asks began from.

    Raises:
        MeetingChanged: somebody was quicker; ``current`` says what it is now.
        AlreadyOver: what has been cannot be moved.
    """
    meeting = _to_come(meeting)
    if seen != mark_of(meeting):
        raise MeetingChanged(meeting)
    to["venue"] = place_of(by.collaborative, new_place) if new_place else venue
    moved = to["starts_at"] != meeting.starts_at
    if moved and meeting.state != Meeting.State.DRAFT:
        first = meeting.moved_from or meeting.starts_at
        meeting.moved_from = None if first == to["starts_at"] else first
    if all(getattr(meeting, name) == to[name] for name in FIELDS):
        return meeting
    for name in FIELDS:
        setattr(meeting, name, to[name])
    meeting.by_hand = True
    meeting.save(update_fields=[*FIELDS, "moved_from", "by_hand"])
    waiting.move_up(meeting)
    audit.record(
        actor=by.person, verb="meeting.move" if moved else "meeting.change", target=meeting
    )
    outbox.nudge()
    return meeting


def move_to(*, meeting: Meeting, by: Membership, seen: str, day: date) -> Meeting:
    """The same hours on another day, by the clock on the wall.

    Raises:
        MeetingChanged, AlreadyOver: as ``change_date`` does.
        NoSuchTime: the clocks jump over one of its hours that night.
    """
    first, last = meeting.days
    zone = ZoneInfo(meeting.time_zone)
    return change_date(
        meeting=meeting,
        by=by,
        seen=seen,
        new_place="",
        **{name: getattr(meeting, name) for name in FIELDS}
        | {
            "starts_at": moment(day, meeting.local_start.time(), zone),
            "ends_at": moment(day + (last - first), meeting.local_end.time(), zone),
        },
    )


@transaction.atomic
def leave_it(*, meeting: Meeting, by: Membership) -> None:
    """Somebody has looked at this date, and it stays: rules leave it alone, nobody asks again."""
    meeting = _to_come(meeting)
    meeting.by_hand = True
    meeting.save(update_fields=["by_hand"])
    audit.record(actor=by.person, verb="meeting.stays", target=meeting)


@transaction.atomic
def call_off(*, meeting: Meeting, by: Membership, because: str) -> None:
    """It will not be. Its page stays and says why; who had answered need not answer again.

    Raises:
        AlreadyOver: what has been cannot be called off.
    """
    meeting = _to_come(meeting)
    if (meeting.state, meeting.called_off_because) == (Meeting.State.CALLED_OFF, because):
        return
    meeting.state, meeting.called_off_because = Meeting.State.CALLED_OFF, because
    meeting.by_hand = True
    meeting.save(update_fields=["state", "called_off_because", "by_hand"])
    audit.record(actor=by.person, verb="meeting.call_off", target=meeting)
    outbox.nudge()


@transaction.atomic
def put_on_again(*, meeting: Meeting, by: Membership) -> None:
    """It takes place after all."""
    meeting = _to_come(meeting)
    if meeting.state == Meeting.State.CALLED_OFF:
        meeting.state, meeting.called_off_because = Meeting.State.PUBLISHED, ""
        meeting.save(update_fields=["state", "called_off_because"])
        audit.record(actor=by.person, verb="meeting.on_again", target=meeting)
        outbox.nudge()


def _to_come(meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    if meeting.is_over:
        raise AlreadyOver
    return meeting
