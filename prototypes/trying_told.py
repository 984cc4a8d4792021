"""What others hear of what we try: at home, in the digest and in the search."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils import timezone

from collaborative.finding import matching
from collaborative.news import Section, sections
from collaborative.search import MOST, Result, sources
from meetings.words import around
from members.access import today_in
from members.composing import link
from members.models import Membership
from prototypes.models import (
    EvidenceCard,
    Inspiration,
    Learning,
    Prototype,
    PrototypeStep,
    TeamMember,
    TestCycle,
)

MOST_NEWS = 5


def news(me: Membership, since: datetime) -> dict[str, Any] | None:
    """What began or changed since then, what woke since then, and a go of mine still to tell.

    The first two are told once: a step written down late, of a day long ago, is no news. Such
    a go brings no letter about by itself: it is a quiet line.
    """
    today, zone = today_in(me.collaborative), me.collaborative.zone
    here = Prototype.objects.visible_to(me)
    day = since.astimezone(zone).date()
    now_so = {"state": OuterRef("state"), "on": OuterRef("state_since")}
    steps = PrototypeStep.objects.filter(prototype=OuterRef("pk"), **now_so).order_by("-written_at")
    mine = TeamMember.objects.filter(prototype=OuterRef("prototype"), member=me)
    silent = TestCycle.objects.silent(today).filter(Exists(mine), prototype=OuterRef("pk"))
    told = JSONObject(n="n", key="key")
    asked: Any = here.annotate(
        written_at=Subquery(steps.values("written_at")[:1]),
        to_tell=Subquery(silent.order_by("from_on", "pk").values(row=told)[:1]),
    )
    changed = Q(state_since__gte=day, written_at__gt=since)
    woke = Q(state=Prototype.State.PARKED, wake_on__gt=day, wake_on__lte=today)
    quiet = Q(to_tell__isnull=False, state__in=Prototype.GOING_ON)
    rows = list(
        asked.filter(changed | woke | quiet).order_by(
            F("wake_on").asc(nulls_last=True), "-state_since", "key"
        )[:MOST_NEWS]
    )
    if not rows:
        return None
    lines = [{"prototype": row, "link": link(row.get_absolute_url())} for row in rows]
    moments = [row.written_at for row in rows if row.written_at and row.written_at > since]
    moments += [
        datetime.combine(row.wake_on, time(), tzinfo=zone)
        for row in rows
        if row.wake_on and day < row.wake_on <= today
    ]
    newest = max(moments, default=None)
    return {
        "prototypes": lines,
        "today": today,
        "newest": newest,
        "alone": newest is not None,
    }


def learned(viewer: Membership, words: str) -> list[Result]:
    """What we learned, with what it was learned of."""
    here = Prototype.objects.visible_to(viewer)
    found = Learning.objects.filter(
        Q(what__icontains=words) | Q(so_what__icontains=words) | Q(now_what__icontains=words),
        prototype__in=here.values("pk"),
    ).select_related("prototype__collaborative")
    return [
        Result(
            f"Learned of “{row.prototype}”",
            around(row.what, words),
            f"{row.prototype.get_absolute_url()}#learned-{row.key}",
        )
        for row in found.order_by("-learned_on", "-pk")[:MOST]
    ]


def pinned(viewer: Membership, words: str) -> list[Result]:
    """Cards from elsewhere."""
    found = Inspiration.objects.filter(
        Q(title__icontains=words) | Q(says__icontains=words) | Q(borrow__icontains=words),
        collaborative=viewer.collaborative_id,
    )
    slug = viewer.collaborative.slug
    return [
        Result(
            row.title,
            around(row.says, words),
            reverse("trying:card", kwargs={"collaborative": slug, "key": row.key}),
        )
        for row in found.order_by("-pinned_on", "key")[:MOST]
    ]


def measured(viewer: Membership, words: str) -> list[Result]:
    """Evidence cards."""
    found = EvidenceCard.objects.filter(
        Q(title__icontains=words) | Q(says__icontains=words) | Q(caution__icontains=words),
        collaborative=viewer.collaborative_id,
    )
    slug = viewer.collaborative.slug
    return [
        Result(
            row.title,
            around(row.says, words),
            reverse("trying:evidence", kwargs={"collaborative": slug, "key": row.key}),
        )
        for row in found.order_by("-pinned_on", "key")[:MOST]
    ]


def tried(viewer: Membership, words: str) -> list[Result]:
    """What we try and tried, by its name, its question or why it stands so."""
    here = Prototype.objects.visible_to(viewer)
    found = matching(here, "name", "question", "hunch", "why", words=words)
    return [
        Result(row.name, f"{row.get_state_display()}. {row.why}".strip(), row.get_absolute_url())
        for row in found.order_by("near", "-state_since", "key")[:MOST]
    ]


def fresh() -> Any:
    """A day of waking has no hour: the days around it count, too, whatever the zone."""
    here = {"collaborative": OuterRef("collaborative")}
    day = Cast(OuterRef("digest_upto"), DateField()) - timedelta(days=1)
    tomorrow = timezone.localdate() + timedelta(days=1)
    woke = Prototype.objects.parked().filter(wake_on__gte=day, wake_on__lte=tomorrow, **here)
    steps = PrototypeStep.objects.filter(
        written_at__gt=OuterRef("digest_upto"), on__gte=day, **here
    )
    return Exists(steps) | Exists(woke)


sections.announce("what we try", Section("prototypes/_news", news, fresh=fresh))
sources.announce("What we try", tried)
sources.announce("What we learned", learned)
sources.announce("From elsewhere", pinned)
sources.announce("Evidence", measured)
