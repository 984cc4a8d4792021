"""What changes meetings. Each writes its rows and who did it in one transaction."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.keys import new_key
from meetings.agenda_actions import locked
from meetings.dates import hours_on
from meetings.errors import NotYet, RepliesClosed
from meetings.models import Attendance, Meeting, MeetingSeries, Reply, Venue
from meetings.rules import Rule, days, falls_on, next_days
from members.access import today_in
from members.models import Collaborative, Membership

A_WAY_AHEAD = 6  # meetings of a new rule: enough to plan by, and easily changed


@transaction.atomic
def reply_to_meeting(
    *, meeting: Meeting, by: Membership, answer: str, said_by: Membership | None = None
) -> Reply:
    """Record or change one member's answer; the same answer again changes nothing.

    The meeting's row is locked, so that fifty equal answers at once are one
    row, and a later limit on places holds. No letter is written here: letters
    follow from rows, at the next tick. ``said_by`` is who tells it for somebody
    without email.

    Raises:
        RepliesClosed: the meeting takes no answers, or no longer.
    """
    meeting = locked(meeting)
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


def _place(collaborative: Collaborative, name: str, *, arrive: str = "") -> Venue:
    """A place of that name: the one we know already, however its letters are cased."""
    known = Venue.objects.filter(collaborative=collaborative, name__iexact=name).first()
    venue = known or Venue.objects.create(collaborative=collaborative, name=name)
    if arrive and venue.arrive != arrive:
        venue.arrive = arrive
        venue.save(update_fields=["arrive"])
    return venue


@transaction.atomic
def materialise(series: MeetingSeries, upto: date, *, by: Membership | None = None) -> int:
    """A meeting for each of the rule's days from tomorrow to ``upto``; return how many are new.

    As often as you like: a day that has had its meeting gets no second one,
    wherever that meeting was moved since.
    """
    place = series.collaborative
    Collaborative.objects.select_for_update(no_key=True).get(pk=place.pk)
    today = today_in(place)
    if series.ended:
        return 0
    had = Meeting.objects.filter(series=series)
    taken = {meeting.series_day or meeting.days[0] for meeting in had}
    made = []
    for day in days(series.rrule, series.first_on):
        if day > upto:
            break
        if day > today and day not in taken:
            made.append(_meeting(series, day))
    Meeting.objects.bulk_create(made)
    if made:
        audit.record(actor=by.person if by else None, verb="series.dates", target=series)
        outbox.nudge()
    return len(made)


def _meeting(series: MeetingSeries, day: date) -> Meeting:
    begin, end = hours_on(day, series.local_start, series.local_end, series.collaborative.zone)
    return Meeting(
        collaborative=series.collaborative,
        series=series,
        series_day=day,
        title=series.name,
        starts_at=begin,
        ends_at=end,
        time_zone=series.time_zone,
        venue=series.venue,
        state=Meeting.State.PUBLISHED,
    )


@transaction.atomic
def meet_regularly(
    *, by: Membership, rule: Rule, first_on: date, name: str, place: str, arrive: str = ""
) -> MeetingSeries:
    """From now on we meet by this rule: its row and the next six meetings.

    The same once more changes nothing. Another rule for meetings of this name
    takes the place of the one before: its dates go, but for those that
    somebody has answered.
    """
    home = Collaborative.objects.select_for_update(no_key=True).get(pk=by.collaborative_id)
    venue = _place(home, place, arrive=arrive) if place else None
    begins = rule.first_on(first_on)
    wanted = {
        "words": rule.words,
        "rrule": rule.rrule,
        "local_start": rule.starts,
        "local_end": rule.ends,
        "venue": venue,
    }
    standing = MeetingSeries.objects.filter(collaborative=home, name=name, ended=False)
    alike = standing.filter(**wanted, first_on__lte=begins)
    same = next((each for each in alike if falls_on(each.rrule, each.first_on, begins)), None)
    for other in standing:
        if other != same:
            _end(other, by=by)
    series = same or MeetingSeries.objects.create(
        collaborative=home,
        name=name,
        first_on=begins,
        time_zone=home.time_zone,
        calendar_title=name[:60],
        **wanted,
    )
    if same is None:
        audit.record(actor=by.person, verb="series.begin", target=series)
    coming = next_days(series.rrule, series.first_on, after=today_in(home), count=A_WAY_AHEAD)
    materialise(series, coming[-1], by=by)
    return series


def _end(series: MeetingSeries, *, by: Membership) -> None:
    """No more of these. What somebody has answered or put something into stays."""
    series.ended = True
    series.save(update_fields=["ended"])
    coming = Meeting.objects.filter(
        series=series, starts_at__gt=timezone.now(), replies=None, agenda=None, decisions=None
    )
    for meeting in coming.exclude(series_day=None):
        try:
            with transaction.atomic():
                meeting.delete()
        except ProtectedError:  # an app above us has hung something on it
            continue
    audit.record(actor=by.person, verb="series.end", target=series)


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
