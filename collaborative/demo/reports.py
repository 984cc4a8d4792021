"""One report that was issued, and a choice kept for the next one. The worker makes the files."""

from __future__ import annotations

import collaborative.celery  # noqa: F401 -- or the nudge would find no broker
from collaborative.demo.content import Place
from members.models import Hat
from roadmap import making, reports
from roadmap.days import last_quarter
from roadmap.models import Preset, Report


def load(place: Place) -> None:
    """For commissioners, since the last full quarter, by whoever looks after the place."""
    kind, home = Hat.Kind.COORDINATOR, place.collaborative
    hat = Hat.objects.filter(collaborative=home, kind=kind).select_related("member").first()
    if hat is None:
        return
    me, on = hat.member, place.dates.day("anchor")
    me.collaborative = home
    making.issue(
        by=me,
        audience=Report.Audience.COMMISSIONERS,
        found=reports.build(me, since=last_quarter(on), on=on),
    )
    Preset.objects.create(
        collaborative=home,
        name="For the board, since last time",
        audience=Report.Audience.COMMISSIONERS,
        since=Preset.Since.LAST_REPORT,
    )
