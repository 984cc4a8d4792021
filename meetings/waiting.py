"""Chairs, and who waits for one. Whoever said yes first comes first; the list moves up by itself.

All of it happens under the lock of the meeting's row, so the last chair goes once.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from meetings.agenda_actions import locked
from meetings.models import Meeting, Reply, ReplyQuerySet


def since(meeting: Meeting, reply: Reply, answer: str) -> datetime | None:
    """From when on this answer waits for a chair; None if it has one, or needs none.

    ``reply`` is the answer as it was: who had a chair keeps it, who waited waits on.
    """
    if answer != Reply.Answer.YES or meeting.places is None:
        return None
    if reply.pk and reply.answer == Reply.Answer.YES:
        return reply.waiting_since
    return None if _free(meeting) > 0 else timezone.now()


def move_up(meeting: Meeting) -> int:
    """Give each free chair to whoever waits longest; how many. The meeting's row is locked.

    A letter tells them (``meetings.chairs``).
    """
    waiting = _said_yes(meeting).exclude(waiting_since=None).order_by("waiting_since", "pk")
    free = None if meeting.places is None else max(_free(meeting), 0)
    lucky = [reply.pk for reply in waiting[:free]]
    if not lucky:
        return 0
    has_one = {"waiting_since": None, "chair_since": timezone.now()}
    return Reply.objects.filter(pk__in=lucky).update(**has_one)


def fill_chairs(now: datetime) -> int:
    """Chairs of people who have left since: nobody pressed anything, so somebody must look."""
    waited_for = Reply.objects.exclude(waiting_since=None).filter(
        meeting__state=Meeting.State.PUBLISHED, meeting__ends_at__gt=now
    )
    ids = waited_for.order_by("meeting").values_list("meeting", flat=True).distinct()
    return sum(_fill(pk) for pk in ids)


def _fill(pk: int) -> int:
    with transaction.atomic():
        return move_up(locked(Meeting(pk=pk)))


def _free(meeting: Meeting) -> int:
    taken = _said_yes(meeting).filter(waiting_since=None).count()
    return (meeting.places or 0) - taken


def _said_yes(meeting: Meeting) -> ReplyQuerySet:
    return Reply.objects.of_people_here().filter(meeting=meeting, answer=Reply.Answer.YES)
