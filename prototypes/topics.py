"""Themes, for finding the meetings where they came up."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from meetings.models import Meeting
from meetings.narrowing import Topic, topics
from members.models import Membership
from prototypes.models import PrototypingSession, Theme


def names(me: Membership) -> list[tuple[str, str]]:
    """Every theme here, by name."""
    return list(Theme.objects.visible_to(me).order_by("name").values_list("key", "name"))


def meetings(me: Membership, key: str) -> QuerySet[Any, Any]:
    """Where its words were said, or where it was named."""
    theme = Theme.objects.visible_to(me).filter(key=key)
    sessions = PrototypingSession.objects.filter(
        Q(pk__in=theme.values("named_in")) | Q(pk__in=theme.values("outputs__session"))
    )
    return Meeting.objects.filter(pk__in=sessions.values("meeting")).values("pk")


topics.announce("theme", Topic("Theme", names, meetings))
