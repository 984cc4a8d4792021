"""What others hear of what we try: at home, in the digest and in the search."""

from __future__ import annotations

from datetime import datetime, timedelta
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
from prototypes.models import EvidenceCard, Inspiration, Learning, Prototype, TeamMember, TestCycle

MOST_NEWS = 5


def news(me: Membership, since: datetime) -> dict[str, Any] | None:
    """What began or changed since then, what wanted to wake up, and a go of mine still to tell.

    Such a go brings no letter about by itself (``fresh``): it is a quiet line.
    """
    today = today_in(me.collaborative)
    here = Prototype.objects.visible_to(me)
    day = since.astimezone(me.collaborative.zone).date()
    awake = Q(state=Prototype.State.PARKED, wake_on__lte=today)
    mine = TeamMember.objects.filter(prototype=OuterRef("prototype"), member=me)
    silent = TestCycle.objects.silent(today).filter(Exists(mine), prototype=OuterRef("pk"))
    told = JSONObject(n="n", key="key")
    rows = list(
        here.annotate(to_tell=Subquery(silent.order_by("from_on", "pk").values(row=told)[:1]))
        .filter(
            Q(state_since__gte=day) | awake | Q(to_tell__isnull=False, state__in=Prototype.GOING_ON)
        )
        .order_by(F("wake_on").asc(nulls_last=True), "-state_since", "key")[:MOST_NEWS]
    )
    if not rows:
        return None
    lines = [{"prototype": row, "link": link(row.get_absolute_url())} for row in rows]
    return {"prototypes": lines, "today": today}


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


def fresh() -> Exists:
    """Days have no hour: the one before counts, too, whatever the zone."""
    day = Cast(OuterRef("digest_upto"), DateField()) - timedelta(days=1)
    woke = Q(state=Prototype.State.PARKED, wake_on__lte=timezone.localdate(), wake_on__gte=day)
    here = Prototype.objects.filter(collaborative=OuterRef("collaborative"))
    return Exists(here.filter(Q(state_since__gte=day) | woke))


sections.announce("what we try", Section("prototypes/_news", news, fresh=fresh))
sources.announce("What we try", tried)
sources.announce("What we learned", learned)
sources.announce("From elsewhere", pinned)
sources.announce("Evidence", measured)
