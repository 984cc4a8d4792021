"""Who may do what on the roadmap: anybody who takes part can lead."""

from __future__ import annotations

from members.models import Membership


def may_change(me: Membership) -> bool:
    """Adding, moving, telling news: everyone but those who rest, who read in peace."""
    return me.state in Membership.TAKING_PART
