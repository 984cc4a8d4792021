"""What changes meetings. Each writes its rows and who did it in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.keys import new_key
from meetings.errors import NotYet, RepliesClosed, WriteUpChanged
from meetings.models import Meeting, Reply, Venue, WriteUp
from members.access import today_in
from members.models import Collaborative, Membership


def _locked(meeting: Meeting) -> Meeting:
    """The row as it stands now, and nobody else's until we are done."""
    return Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)


@transaction.atomic
def reply_to_meeting(*, meeting: Meeting, by: Membership, answer: str) -> Reply:
    """Record or change one member's answer; the same answer again changes nothing.

    The meeting's row is locked, so that fifty equal answers at once are one
    row, and a later limit on places holds. No letter is written here: letters
    follow from rows, at the next tick.

    Raises:
        RepliesClosed: the meeting takes no answers, or no longer.
    """
    meeting = _locked(meeting)
    if not meeting.takes_replies:
        raise RepliesClosed
    reply, new = Reply.objects.get_or_create(
        meeting=meeting,
        member=by,
        defaults={"collaborative_id": meeting.collaborative_id, "answer": answer},
    )
    if not new and reply.answer == answer:
        return reply
    reply.answer = answer
    reply.save(update_fields=["answer"])
    audit.record(actor=by.person, verb="meeting.reply", target=meeting)
    outbox.nudge()
    return reply


@transaction.atomic
def count_heads(*, meeting: Meeting, by: Membership, came: int) -> Meeting:
    """Note how many people were in the room: a number, no names.

    Raises:
        NotYet: it has not begun, or was called off.
    """
    meeting = _writable(meeting)
    if meeting.came != came:
        meeting.came = came
        meeting.save(update_fields=["came"])
        audit.record(actor=by.person, verb="meeting.came", target=meeting)
    return meeting


@transaction.atomic
def save_write_up(
    *, meeting: Meeting, by: Membership, body: str, easy_read: str, publish: bool, version: int
) -> WriteUp:
    """Keep a write-up. What is published stays published; ``version`` is what the page was made of.

    The day of writing is the day on which the text was ready: it moves along
    with a draft and stands still once it is published.

    Raises:
        NotYet: there is no meeting yet to write up.
        WriteUpChanged: the text is no longer the one that ``by`` began from.
    """
    meeting = _writable(meeting)
    kept = WriteUp.objects.filter(meeting=meeting).first()
    found = kept or WriteUp(meeting=meeting, collaborative_id=meeting.collaborative_id, version=0)
    same_words = (found.body, found.easy_read) == (body, easy_read)
    publish = publish or found.is_published
    if kept and same_words and publish == found.is_published:
        return found
    if found.version != version and not (kept and same_words):
        raise WriteUpChanged(found)
    if not found.is_published:
        found.written_on = today_in(by.collaborative)
    if publish and not found.is_published:
        found.state, found.published_at = WriteUp.State.PUBLISHED, timezone.now()
    found.body, found.easy_read, found.version = body, easy_read, found.version + 1
    found.save()
    audit.record(actor=by.person, verb="meeting.write_up", target=found)
    outbox.nudge()
    return found


def _writable(meeting: Meeting) -> Meeting:
    meeting = _locked(meeting)
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
        venue=_place(collaborative, new_place) if new_place else venue,
        purpose=purpose,
        can_change=can_change,
        state=Meeting.State.PUBLISHED,
    )
    audit.record(actor=by.person, verb="meeting.add", target=meeting)
    outbox.nudge()
    return meeting


def _place(collaborative: Collaborative, name: str) -> Venue:
    """A place of that name: the one we know already, however its letters are cased."""
    known = Venue.objects.filter(collaborative=collaborative, name__iexact=name)
    return known.first() or Venue.objects.create(collaborative=collaborative, name=name)
