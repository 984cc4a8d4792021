"""Issued reports: the register, one of them to read, and its files to take along."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from collaborative.paging import turn
from members.here import enter
from members.models import Membership
from members.views import telling
from roadmap import charts, making, presets, reports
from roadmap.horizons import horizons
from roadmap.issue_forms import IssueForm
from roadmap.models import Preset, Report, ReportFile
from roadmap.papers.formats import FORMATS
from roadmap.papers.tree import Block
from roadmap.views.report import asked_since

SIGNED = "roadmap.report"
GOOD_FOR = timedelta(hours=1)


@require_http_methods(["GET", "POST"])
def register(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Every report that was issued; POST issues one."""
    me = enter(request, collaborative, also=presets.ALSO)
    if request.method == "POST":
        return _by_preset(request, me) or _issue(request, me)
    mine = Report.objects.visible_to(me.person).filter(collaborative=me.collaborative)
    found = turn(mine.defer("tree"), "-number", after=request.GET.get("after", ""))
    return page(
        request, "roadmap/register.html", {"found": found, "presets": getattr(me, "presets", [])}
    )


def _by_preset(request: MemberRequest, me: Membership) -> HttpResponse | None:
    """One press: issue what a kept choice says, or take that choice off the list."""
    key, off = request.POST.get("preset", ""), request.POST.get("off", "")
    if not key and not off:
        return None
    here = Preset.objects.filter(collaborative=me.collaborative)
    preset = get_object_or_404(here, key=key or off)
    if off:
        presets.drop(by=me, preset=preset)
        messages.success(request, f"“{preset.name}” is off the list. Reports made so stay.")
        return redirect("roadmap:report", collaborative=me.collaborative.slug)
    found = reports.build(me, since=presets.since_of(preset, me))
    return redirect(
        making.issue(
            by=me,
            audience=preset.audience,
            found=found,
            horizons=preset.horizons,
            parts=preset.parts,
        )
    )


def _issue(request: MemberRequest, me: Membership) -> HttpResponse:
    days, since = asked_since(request, me, request.POST)
    form = IssueForm(request.POST)
    if days.errors or not form.is_valid():
        messages.info(request, "We could not read that day. Please choose it once more.")
        here = reverse("roadmap:report", kwargs={"collaborative": me.collaborative.slug})
        return redirect(here)
    chosen: dict[str, Any] = {
        "audience": form.chosen(),
        "horizons": form.cleaned_data["horizons"],
        "parts": form.cleaned_data["parts"],
    }
    report = making.issue(by=me, found=reports.build(me, since=since), **chosen)
    if name := form.cleaned_data["name"]:
        kept = presets.keep(by=me, name=name, since=since, **chosen)
        said = "Kept for next time" if kept else "Twelve are kept already, so this one was not"
        messages.success(request, f"{said}: “{name}”.")
        telling.about_words(request, name)
    return redirect(report)


@require_http_methods(["GET", "POST"])
def issued(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """One report, to read at once; its files as soon as they are made."""
    me = enter(request, collaborative)
    report = _of(me, key)
    if request.method == "POST":
        do = {"stop": making.stop, "again": making.again}.get(request.POST.get("do", ""))
        if do is not None and do(report=report, by=me):
            messages.success(request, "Done.")
        return redirect(report)
    context: dict[str, Any] = {
        "report": report,
        "files": _links(report),
        "steps": len(FORMATS),
        "chart": _chart(report),
    }
    return page(request, "roadmap/issued.html", context, part="roadmap/_issued_files.html")


@require_safe
def file(
    request: MemberRequest, collaborative: str, key: str, token: str
) -> HttpResponse | FileResponse:
    """One file under an address that is over after an hour; half a file is never given out."""
    me = enter(request, collaborative)
    report = _of(me, key)
    try:
        name = _signer(key).unsign(token, max_age=GOOD_FOR)
    except signing.SignatureExpired:
        messages.info(request, "That link was too old. Here is a new one.")
        return redirect(report)
    except signing.BadSignature:
        raise Http404 from None
    found = ReportFile.objects.filter(report=report, format=name).first()
    if report.state != Report.State.READY or found is None or not making.is_whole(found):
        messages.info(request, "That file is not here. It can be made again, below.")
        return redirect(report)
    made = FORMATS[name]
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=f"{collaborative}-report-{report.number}.{made.ending}",
        content_type=made.content_type,
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _of(me: Membership, key: str) -> Report:
    mine = Report.objects.visible_to(me.person).filter(collaborative=me.collaborative)
    return get_object_or_404(mine, key=key)


def _links(report: Report) -> list[tuple[str, str, int]]:
    """What each file is called, where it is for an hour, and how large it is."""
    if report.state != Report.State.READY:
        return []
    sizes = dict(ReportFile.objects.filter(report=report).values_list("format", "size"))
    slug = report.collaborative.slug
    return [
        (
            each.words,
            reverse("roadmap:report_file", args=[slug, report.key, _token(report, name)]),
            sizes[name],
        )
        for name, each in FORMATS.items()
        if name in sizes
    ]


def _token(report: Report, name: str) -> str:
    return _signer(report.key).sign(name)


def _signer(key: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"{SIGNED}.{key}", sep="~")  # a sign that URLs leave alone


def _chart(report: Report) -> charts.Chart | None:
    """The figure of the snapshot, drawn for the page."""
    blocks: list[Block] = report.tree.get("blocks", [])
    drawn = next((block for block in blocks if block["kind"] == "figure"), None)
    if drawn is None:
        return None
    named = horizons(report.collaborative)
    days = [report.since, report.on]
    counts = [_count(day, bar["parts"]) for day, bar in zip(days, drawn["bars"], strict=False)]
    return charts.by_horizon(counts, named)


def _count(day: date, parts: list[tuple[str, int]]) -> reports.Count:
    values = ("now", "next", "wow")
    return reports.Count(day, {v: many for v, (_, many) in zip(values, parts, strict=False)})
