"""On paper: what lies on the table for those who like it so."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from meetings.agenda import agenda_of
from meetings.commitments import to_be_heard
from meetings.models import Meeting
from meetings.told import with_what_was
from meetings.views.finding import meeting_for
from meetings.words import opening
from members.here import enter
from members.models import Membership

FIRST_WORDS = 600


@require_safe
def pack(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Agenda, last time, ground rules, and a slip for fares and time, which keeps no name."""
    me = enter(request, collaborative)
    meeting = meeting_for(me, key)
    last = _last_time(me, meeting)
    write_up = getattr(last, "write_up", None)
    published = write_up is not None and write_up.is_published
    context = {
        "meeting": meeting,
        "agenda": agenda_of(meeting),
        "last": last,
        "told": opening(last.beginning, FIRST_WORDS) if published else "",  # type: ignore[union-attr]
        "heard": list(to_be_heard(me, meeting)),
    }
    return page(request, "meetings/pack.html", context)


def _last_time(me: Membership, meeting: Meeting) -> Meeting | None:
    """The meeting before this one that took place."""
    here = Meeting.objects.told_to(me)
    rows = here.happening().past().before(meeting).with_beginning()
    last: Meeting | None = with_what_was(rows, me).first()
    return last
