"""Who may do what with a meeting. Any member reads and answers; the rest is for helping hands."""

from __future__ import annotations

from meetings.models import AgendaItem, Commitment, Meeting, Reply, WriteUp
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


def takes_part(me: Membership) -> bool:
    """Everyone but those who rest, who read in peace."""
    return me.state in Membership.TAKING_PART


def may_shape(me: Membership, meeting: Meeting) -> bool:
    """Put something on its agenda, and change the order: anyone, until the meeting is over."""
    off = meeting.state == Meeting.State.CALLED_OFF
    return takes_part(me) and not meeting.is_over and not off


def may_take_back(me: Membership, item: AgendaItem) -> bool:
    """Only what I put forward myself, and only while nobody has talked about it."""
    return item.put_forward_by_id == me.pk and item.state in (
        AgendaItem.State.OFFERED,
        AgendaItem.State.ON_AGENDA,
        AgendaItem.State.WAITING,
    )


def may_check(me: Membership, meeting: Meeting, write_up: WriteUp) -> bool:
    """Put small things right: those who were there, while it is with them; helpers at any time."""
    if may_hold(me, meeting):
        return True
    return takes_part(me) and write_up.is_checking and was_there(meeting)


def was_there(meeting: Meeting) -> bool:
    """Says so, or had said they would come; for a meeting as ``views.meeting.find`` finds it."""
    meant = getattr(meeting, "my_answer", "") in (Reply.Answer.YES, Reply.Answer.ONLINE)
    return meant or getattr(meeting, "i_was_here", False)


def may_tell(me: Membership, commitment: Commitment) -> bool:
    """How it stands: the person who said it; of a group's, anyone; and whoever helps today."""
    if not takes_part(me):
        return False
    if commitment.member_id is None:
        return True
    return commitment.member_id == me.pk or helps(me)
