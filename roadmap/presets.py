"""Choices kept under a name: what they mean today, and keeping and dropping them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from collaborative import audit
from members.access import today_in
from members.models import Membership
from roadmap.days import last_quarter, last_year
from roadmap.models import Preset, Report, RoadmapItem

Since = Preset.Since
MOST = 12

_HERE = OuterRef("collaborative")
# Columns of the query that lets a member in: the days that a report may begin on, and the presets.
ALSO: dict[str, Any] = {
    "first_on": Subquery(
        RoadmapItem.objects.filter(collaborative=_HERE).order_by("added_on").values("added_on")[:1]
    ),
    "last_report_on": Subquery(
        Report.objects.filter(collaborative=_HERE).order_by("-number").values("on")[:1]
    ),
    "presets": ArraySubquery(
        Preset.objects.filter(collaborative=_HERE)
        .order_by("name", "pk")
        .values(data=JSONObject(key="key", name="name"))
    ),
}


def days(me: Membership) -> dict[str, date]:
    """The first day of a report by what it is called; ``me`` came in with ``ALSO``."""
    today = today_in(me.collaborative)
    first, last = getattr(me, "first_on", None), getattr(me, "last_report_on", None)
    found = {Since.QUARTER: last_quarter(today), Since.YEAR: last_year(today)}
    found |= {Since.LAST_REPORT: last} if last else {}
    return found | ({Since.FIRST: first} if first else {})


def since_of(preset: Preset, me: Membership) -> date:
    """What it means today. Where there was no report yet, the last full quarter."""
    known = days(me)
    return preset.day or known.get(preset.since) or known[Since.QUARTER]


@transaction.atomic
def keep(
    *, by: Membership, name: str, audience: str, since: date, horizons: list[str], parts: list[str]
) -> Preset | None:
    """Keep a choice, in the place of one of that name; None when there are too many."""
    here = Preset.objects.filter(collaborative=by.collaborative_id)
    kind = next((kind for kind, day in days(by).items() if day == since), Since.DAY)
    chosen: dict[str, Any] = {
        "audience": audience,
        "since": kind,
        "day": since if kind == Since.DAY else None,
        "horizons": horizons,
        "parts": parts,
    }
    if not here.filter(name__iexact=name).exists() and here.count() >= MOST:
        return None
    preset, _ = here.update_or_create(
        name__iexact=name,
        defaults=chosen,
        create_defaults=chosen | {"name": name, "collaborative_id": by.collaborative_id},
    )
    audit.record(actor=by.person, verb="report.keep", target=preset)
    return preset


@transaction.atomic
def drop(*, by: Membership, preset: Preset) -> None:
    audit.record(actor=by.person, verb="report.drop", target=preset)
    preset.delete()
