"""What have I been doing since? Asked in the letters that come anyway, and in none of its own.

One, three and five months after a gathering; and after a year, of any meeting
of which something was written up: it is a long haul, and it has been one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from collaborative.clock import number_word
from collaborative.news import Section, sections
from meetings.models import Meeting, WriteUp
from members.composing import link
from members.models import Membership

GATHERINGS = (Meeting.Kind.GATHERING, Meeting.Kind.LEARNING_EVENT, Meeting.Kind.VISIT)
ASKED_AFTER, A_YEAR = (1, 3, 5), 12  # months
MOST = 3


def looking_back(me: Membership, since: datetime) -> dict[str, Any] | None:
    """Those whose day has come since then, each with how many months ago it was."""
    now = timezone.now()
    came_due = {
        months: Q(
            ends_at__gt=since - relativedelta(months=months),
            ends_at__lte=now - relativedelta(months=months),
        )
        for months in (*ASKED_AFTER, A_YEAR)
    }
    asked = Q()
    for months in ASKED_AFTER:
        asked |= came_due[months]
    here = Meeting.objects.told_to(me).happening().select_related("write_up")
    found = here.filter(
        asked & Q(kind__in=GATHERINGS)
        | came_due[A_YEAR] & Q(write_up__state=WriteUp.State.PUBLISHED)
    )
    lines = [_line(meeting, now) for meeting in found.order_by("-ends_at", "-pk")[:MOST]]
    return {"lines": lines} if lines else None


def _line(meeting: Meeting, now: datetime) -> dict[str, Any]:
    months = max(
        each
        for each in (*ASKED_AFTER, A_YEAR)
        if meeting.ends_at <= now - relativedelta(months=each)
    )
    ago = "A year ago" if months == A_YEAR else f"{_count(months)} ago"
    write_up = getattr(meeting, "write_up", None)
    page = meeting.get_absolute_url()
    if write_up is not None and write_up.is_published:
        kwargs = {"collaborative": meeting.collaborative.slug, "key": meeting.key}
        page = reverse("meetings:responses", kwargs=kwargs)
    return {"meeting": meeting, "ago": ago, "year": months == A_YEAR, "link": link(page)}


def _count(months: int) -> str:
    return "A month" if months == 1 else f"{number_word(months).capitalize()} months"


sections.announce(
    "looking back",
    Section("meetings/_looking_back", looking_back, alone=False, at_home=False),
)
