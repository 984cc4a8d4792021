"""What others hear of what we try: at home, in the digest and in the search."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone

from collaborative.finding import matching
from collaborative.news import Section, sections
from collaborative.search import MOST, Result, sources
from members.access import today_in
from members.composing import link
from members.models import Membership
from prototypes.models import Prototype

MOST_NEWS = 5


def news(me: Membership, since: datetime) -> dict[str, Any] | None:
    """What began or changed since then, and what wanted to wake up."""
    today = today_in(me.collaborative)
    here = Prototype.objects.visible_to(me.person).filter(collaborative=me.collaborative_id)
    day = since.astimezone(me.collaborative.zone).date()
    awake = Q(state=Prototype.State.PARKED, wake_on__lte=today)
    rows = list(
        here.filter(Q(state_since__gte=day) | awake).order_by(
            F("wake_on").asc(nulls_last=True), "-state_since", "key"
        )[:MOST_NEWS]
    )
    if not rows:
        return None
    lines = [{"prototype": row, "link": link(row.get_absolute_url())} for row in rows]
    return {"prototypes": lines, "today": today}


def tried(viewer: Membership, words: str) -> list[Result]:
    """What we try and tried, by its name, its question or why it stands so."""
    here = Prototype.objects.visible_to(viewer.person).filter(collaborative=viewer.collaborative_id)
    found = matching(here, "name", "question", "hunch", "why", words=words)
    return [
        Result(row.name, f"{row.get_state_display()}. {row.why}".strip(), row.get_absolute_url())
        for row in found.order_by("near", "-state_since", "key")[:MOST]
    ]


def fresh() -> Exists:
    """Days have no hour: the one before counts, too, whatever the zone."""
    day = Cast(OuterRef("digest_upto"), DateField()) - timedelta(days=1)
    woke = Q(state=Prototype.State.PARKED, wake_on__lte=timezone.localdate(), wake_on__gte=day)
    here = Prototype.objects.filter(collaborative=OuterRef("collaborative"))
    return Exists(here.filter(Q(state_since__gte=day) | woke))


sections.announce("what we try", Section("prototypes/_news", news, fresh=fresh))
sources.announce("What we try", tried)
