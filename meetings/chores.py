"""What meetings do by themselves in time: write-ups are published, rules give their dates."""

from __future__ import annotations

from datetime import datetime

from collaborative.chores import chores
from meetings.models import WriteUp
from meetings.series import keep_a_year_ahead
from meetings.waiting import fill_chairs
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
chores.announce("a year of dates", keep_a_year_ahead)
chores.announce("free chairs", fill_chairs)
