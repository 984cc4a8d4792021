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
from roadmap import charts, reports, spreadsheet
from roadmap.days import last_quarter, last_year
from roadmap.forms import SinceForm
from roadmap.issue_forms import IssueForm
from roadmap.models import RoadmapItem


def asked_since(
    request: MemberRequest, me: Membership, asked: QueryDict | None = None
) -> tuple[SinceForm, date]:
    """The form, and the day asked for; the last full quarter's first day unless another was."""
    today = today_in(me.collaborative)
    default = last_quarter(today)
    days = {default: "the last full quarter", last_year(today): "the last full year"}
    if first := first_day(me):
        days.setdefault(first, "the first roadmap")
    choices = [(day, f"{words}: {clock.say_date(day)}") for day, words in days.items()]
    form = SinceForm(choices, asked or request.GET, today=today, default=default)
    form.is_valid()
    return form, form.found or default


def first_day(me: Membership) -> date | None:
    here = RoadmapItem.objects.visible_to(me)
    return here.order_by("added_on").values_list("added_on", flat=True).first()


@require_safe
def report(request: MemberRequest, collaborative: str) -> HttpResponse:
    """The report itself; ``?since=2026-01-01`` says what moved since then."""
    me = enter(request, collaborative)
    form, since = asked_since(request, me)
    found = reports.build(me, since=since)
    context = {
        "form": form,
        "report": found,
        "issue": IssueForm(),
        "chart": charts.by_horizon(found.counts, [part.horizon for part in found.parts]),
    }
    return page(request, "roadmap/report.html", context, status=422 if form.errors else 200)


@require_safe
def report_csv(request: MemberRequest, collaborative: str) -> HttpResponse:
    """The same as a file. A day that cannot be read is no file with other figures in it."""
    me = enter(request, collaborative)
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
