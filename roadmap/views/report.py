"""Where the roadmap stands and what moved since a day: to read, to print, as a spreadsheet."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from collaborative import clock
from collaborative.http import MemberRequest, page
from members.access import today_in
from members.here import enter
from members.models import Membership
from roadmap import charts, presets, reports, spreadsheet
from roadmap.forms import SinceForm
from roadmap.issue_forms import IssueForm
from roadmap.models import Preset, Report


def asked_since(
    request: MemberRequest, me: Membership, asked: QueryDict | None = None
) -> tuple[SinceForm, date]:
    """The form, and the day asked for; the last full quarter's first day unless another was."""
    known = presets.days(me)
    default = known[Preset.Since.QUARTER]
    days: dict[date, str] = {}
    for kind, day in known.items():
        days.setdefault(day, Preset.Since(kind).label)
    choices = [(day, f"{words}: {clock.say_date(day)}") for day, words in days.items()]
    today = today_in(me.collaborative)
    form = SinceForm(choices, asked or request.GET, today=today, default=default)
    form.is_valid()
    return form, form.found or default


@require_safe
def report(request: MemberRequest, collaborative: str) -> HttpResponse:
    """The report itself; ``?since=2026-01-01`` says what moved since then."""
    me = enter(request, collaborative, also=presets.ALSO)
    form, since = asked_since(request, me)
    found = reports.build(me, since=since)
    context = {
        "form": form,
        "report": found,
        "issue": IssueForm(),
        "audiences": Report.Audience.choices,
        "presets": getattr(me, "presets", []),
        "chart": charts.by_horizon(found.counts, [part.horizon for part in found.parts]),
    }
    return page(request, "roadmap/report.html", context, status=422 if form.errors else 200)


@require_safe
def report_csv(request: MemberRequest, collaborative: str) -> HttpResponse:
    """The same as a file. A day that cannot be read is no file with other figures in it."""
    me = enter(request, collaborative, also=presets.ALSO)
    form, since = asked_since(request, me)
    if form.errors:
        back = reverse("roadmap:report", kwargs={"collaborative": collaborative})
        return redirect(f"{back}?{request.GET.urlencode()}")
    found = reports.build(me, since=since)
    return HttpResponse(
        spreadsheet.write(found),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="roadmap-{found.on}.csv"',
            "Cache-Control": "private, no-store",
        },
    )
