"""What meetings do by themselves in time: a write-up is published after its seven days."""

from __future__ import annotations

from datetime import datetime

from collaborative.chores import chores
from meetings.models import WriteUp
from meetings.write_up_actions import publish_checked


def publish_what_was_checked(now: datetime) -> int:
    """Those whose last day is over on the wall of their place; how many."""
    checked = WriteUp.objects.filter(state=WriteUp.State.CHECKING).select_related("collaborative")
    return sum(
        publish_checked(each)
        for each in checked
        if each.check_until and each.check_until < now.astimezone(each.collaborative.zone).date()
    )


chores.announce("checked write-ups", publish_what_was_checked)
