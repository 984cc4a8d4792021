"""Times as people say them, and pages as they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.models import Meeting
from members.models import Membership
from tests.conftest import as_

LONDON = ZoneInfo("Europe/London")


def on_the_wall(days: int, starts: str, ends: str) -> dict[str, datetime]:
    """So many days from today, from when to when on a clock in London."""
    day = timezone.localdate(timezone=LONDON) + timedelta(days=days)
    return {
        name: datetime.combine(day, time.fromisoformat(at), tzinfo=LONDON)
        for name, at in (("starts_at", starts), ("ends_at", ends))
    }


def address(name: str, me: Membership, meeting: Meeting | None = None) -> str:
    key = {"key": meeting.key} if meeting else {}
    return reverse(f"meetings:{name}", kwargs={"collaborative": me.collaborative.slug, **key})


def get(client: Client, me: Membership, name: str, meeting: Meeting | None = None) -> Any:
    return as_(client, me).get(address(name, me, meeting))


def queries(ask: Callable[[], Any]) -> int:
    """How many, without those of session and user."""
    ask()  # what is cached once for the whole process
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert ask().status_code == 200
    frame = ('FROM "members_session"', 'FROM "members_user" WHERE')
    return sum(not any(part in q["sql"] for part in frame) for q in counted.captured_queries)
