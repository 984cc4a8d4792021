"""What changes meetings. Each writes its rows and who did it in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from collaborative import audit, outbox
from collaborative.keys import new_key
from meetings import waiting
from meetings.agenda_actions import locked
from meetings.errors import NotYet, RepliesClosed
from meetings.models import Attendance, Meeting, Reply, Venue
from members.models import Collaborative, Membership


@transaction.atomic
def reply_to_meeting(
    *, meeting: Meeting, by: Membership, answer: str, said_by: Membership | None = None
) -> Reply:
    """Record or change one member's answer; the same answer again changes nothing.

    The meeting's row is locked, so that fifty equal answers at once are one
    row, and the last chair goes once. No letter is written here: letters
    follow from rows, at the next tick. ``said_by`` is who tells it for somebody
    without email.

    Raises:
        RepliesClosed: the meeting takes no answers, or no longer.
    """
    meeting = locked(meeting)
    if not meeting.takes_replies:
        raise RepliesClosed
    reply = Reply.objects.filter(meeting=meeting, member=by).first()
    if reply and (reply.answer, reply.heard) == (answer, meeting.sequence):
        return reply
    reply = reply or Reply(meeting=meeting, member=by, collaborative_id=meeting.collaborative_id)
    reply.waiting_since = waiting.since(meeting, reply, answer)
    if answer != Reply.Answer.YES:
        reply.chair_since = None
    reply.answer, reply.heard = answer, meeting.sequence
    reply.save()
    waiting.move_up(meeting)
    audit.record(actor=(said_by or by).person, verb="meeting.reply", target=meeting)
    outbox.nudge()
    return reply


@transaction.atomic
def count_heads(
    *, meeting: Meeting, by: Membership, came: int, online: int = 0, by_phone: int = 0
) -> Meeting:
    """Note how many people came, in all, and how many of them from afar: numbers, no names.

    Raises:
        NotYet: it has not begun, or was called off.
    """
    meeting = writable(meeting)
    counted = (came, online, by_phone)
    if (meeting.came, meeting.came_online, meeting.came_by_phone) != counted:
        meeting.came, meeting.came_online, meeting.came_by_phone = counted
        meeting.save(update_fields=["came", "came_online", "came_by_phone"])
        audit.record(actor=by.person, verb="meeting.came", target=meeting)
    return meeting


def writable(meeting: Meeting) -> Meeting:
    """The locked row of a meeting that took place; NotYet otherwise."""
    meeting = locked(meeting)
    if not meeting.took_place:
        raise NotYet
    return meeting


@transaction.atomic
def add_meeting(
    *,
    by: Membership,
    key: str,
    title: str,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    venue: Venue | None,
    new_place: str,
    purpose: str,
    can_change: str,
    online_link: str = "",
    places: int | None = None,
) -> Meeting:
    """Put a meeting into the calendar; members see it at once.

    ``key`` was made with the page that asks, so the same form sent twice is
    one meeting. ``new_place`` wins over ``venue``.
    """
    collaborative = by.collaborative
    # One at a time in a collaborative: a second copy of the form finds the first one's row.
    Collaborative.objects.select_for_update(no_key=True).get(pk=collaborative.pk)
    known = Meeting.objects.filter(key=key).first()
    if known and (known.collaborative_id, known.starts_at) == (collaborative.pk, starts_at):
        return known
    meeting = Meeting.objects.create(
        collaborative=collaborative,
        key=new_key() if known else key,
        title=title,
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        time_zone=collaborative.time_zone,
        venue=place_of(collaborative, new_place) if new_place else venue,
        purpose=purpose,
        can_change=can_change,
        online_link=online_link,
        places=places,
        state=Meeting.State.PUBLISHED,
    )
    audit.record(actor=by.person, verb="meeting.add", target=meeting)
    outbox.nudge()
    return meeting


def place_of(collaborative: Collaborative, name: str, *, arrive: str = "") -> Venue:
    """A place of that name: the one we know already, however its letters are cased."""
    known = Venue.objects.filter(collaborative=collaborative, name__iexact=name).first()
    venue = known or Venue.objects.create(collaborative=collaborative, name=name)
    if arrive and venue.arrive != arrive:
        venue.arrive = arrive
        venue.save(update_fields=["arrive"])
    return venue


@transaction.atomic
def be_here(*, meeting: Meeting, by: Membership, here: bool) -> None:
    """Somebody's own name among those who were there, or off it again."""
    if here:
        Attendance.objects.get_or_create(
            meeting=meeting, member=by, defaults={"collaborative_id": meeting.collaborative_id}
        )
    else:
        Attendance.objects.filter(meeting=meeting, member=by).delete()
    audit.record(actor=by.person, verb="meeting.here", target=meeting)
