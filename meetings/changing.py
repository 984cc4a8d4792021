"""One date is not like the others: moved, somewhere else, called off. Rules leave it alone then."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from collaborative import audit, outbox
from meetings import waiting
from meetings.actions import place_of
from meetings.agenda_actions import locked
from meetings.errors import AlreadyOver, MeetingChanged
from meetings.models import Meeting, Venue
from members.models import Membership

FIELDS = (
    *("title", "kind", "starts_at", "ends_at", "venue", "online_link", "places"),
    *("purpose", "can_change"),
)


@transaction.atomic
def change_date(
    *,
    meeting: Meeting,
    by: Membership,
    sequence: int,
    venue: Venue | None,
    new_place: str,
    **to: Any,
) -> Meeting:
    """Another day, hour, place or kind for one meeting; who has answered keeps their answer.

    ``sequence`` is the count of changes that whoever asks has seen.

    Raises:
        MeetingChanged: somebody was quicker; ``current`` says what it is now.
        AlreadyOver: what has been cannot be moved.
    """
    meeting = _to_come(meeting)
    if meeting.sequence != sequence:
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
