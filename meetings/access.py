"""Who may do what with a meeting. Any member reads and answers; the rest is for helping hands."""

from __future__ import annotations

from meetings.models import Meeting
from members.access import HELPS_ON_THE_DAY, helps, looks_after
from members.models import Membership


def may_see_who_comes(me: Membership, meeting: Meeting) -> bool:
    """Names are for those who help on that very day, and the coordinator; members see numbers."""
    on_the_day = any(
        hat.is_on(day)
        for hat in me.hats
        if hat.member_id == me.pk and hat.kind in HELPS_ON_THE_DAY
        for day in meeting.days
    )
    return on_the_day or looks_after(me)


def may_hold(me: Membership, meeting: Meeting) -> bool:
    """Write it up, count heads, start a session: who helps that day, or today."""
    return helps(me, *meeting.days)


def may_add(me: Membership) -> bool:
    """Put a new meeting into the calendar."""
    return looks_after(me)
