"""Who may do what with what a session brought out. Every member may read what is cleared."""

from __future__ import annotations

from members.access import helps
from members.models import Membership
from prototypes.models import PrototypingSession, Theme


def may_work_on(me: Membership, session: PrototypingSession) -> bool:
    """Write down, change, hold back and group: those who help on that meeting's days, or today."""
    return helps(me, *session.meeting.days)


def may_name(me: Membership, theme: Theme) -> bool:
    """Say what a theme is called and what it promises: those who help now, or when it was named."""
    days = theme.named_in.meeting.days if theme.named_in else ()
    return helps(me, *days)


def may_try(me: Membership) -> bool:
    """Begin, join, change and tell: everyone but those who rest, who read in peace."""
    return me.state in Membership.TAKING_PART
