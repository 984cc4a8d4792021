"""What the home page and the digest say of meetings: the next one, and what was written up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject

from collaborative.news import Section, sections
from meetings.agenda import agenda_of
from meetings.models import Commitment, Meeting, WriteUp
from meetings.words import opening
from members.composing import link
from members.models import Membership

NEXT = "meetings/_next"
LOOK_AHEAD = 4  # so many are called off in a row seldom
MOST_WRITE_UPS = 6
MOST_COMMITMENTS = 5


def last_meeting_ended() -> Subquery:
    """When the last meeting of a card's place was over, null before the first; a column of it."""
    here = Meeting.objects.filter(collaborative=OuterRef("collaborative"))
    return Subquery(here.happening().past().values("ends_at")[:1])


def upcoming(me: Membership) -> tuple[Meeting | None, list[Meeting]]:
    """The next meeting that will happen, and those before it that were called off; one query."""
    here = Meeting.objects.told_to(me)
    called_off: list[Meeting] = []
    rows = here.upcoming().with_answers(me).annotate(promised=promised_by(me))
    for meeting in rows[:LOOK_AHEAD]:
        if meeting.state == Meeting.State.PUBLISHED:
            return meeting, called_off
        called_off.append(meeting)
    return None, called_off


def promised_by(me: Membership) -> ArraySubquery:
    """What the reader said they would do and is open still, within the query of the meeting."""
    mine = Commitment.objects.filter(member=me).soonest()
    row = JSONObject(text="text", key="key", hoped_for="hoped_for", state="state")
    return ArraySubquery(mine.values(row=row)[:MOST_COMMITMENTS])


def _promised(me: Membership, meeting: Meeting) -> list[dict[str, Any]]:
    """Each with where it leads; made of that query, so not rows to be saved."""
    found = []
    for row in getattr(meeting, "promised", []):
        day = date.fromisoformat(row["hoped_for"]) if row["hoped_for"] else None
        mine = Commitment(**(row | {"hoped_for": day}), collaborative=me.collaborative)
        found.append({"commitment": mine, "link": link(mine.get_absolute_url())})
    return found


def next_meeting(me: Membership, since: datetime) -> dict[str, Any] | None:
    """Always news, whatever ``since``: when do we meet next?"""
    meeting, called_off = upcoming(me)
    if meeting is None and not called_off:
        return None
    return {
        "meeting": meeting,
        "agenda": agenda_of(meeting) if meeting else None,
        "called_off": called_off,
        "promised": _promised(me, meeting) if meeting else [],
        "link": link(meeting.get_absolute_url()) if meeting else "",
    }


def written_up(me: Membership, since: datetime) -> dict[str, Any] | None:
    """Write-ups published since, newest first; never a draft."""
    here = Meeting.objects.told_to(me)
    told = here.filter(write_up__state=WriteUp.State.PUBLISHED, write_up__published_at__gt=since)
    found: Any = told.with_beginning().order_by("-write_up__published_at", "-pk")
    shown = found[:MOST_WRITE_UPS]
    lines = [
        {
            "meeting": meeting,
            "opening": opening(meeting.beginning),
            "link": link(meeting.get_absolute_url()),
        }
        for meeting in shown
    ]
    newest = max((meeting.write_up.published_at for meeting in shown), default=None)
    return {"write_ups": lines, "newest": newest} if lines else None


def fresh_write_ups() -> Exists:
    published = WriteUp.objects.published().filter(collaborative=OuterRef("collaborative"))
    return Exists(published.filter(published_at__gt=OuterRef("digest_upto")))


sections.announce("next meeting", Section(NEXT, next_meeting, alone=False))
sections.announce("write-ups", Section("meetings/_written_up", written_up, fresh=fresh_write_ups))
