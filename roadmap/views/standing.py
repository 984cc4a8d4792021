"""What we stand for: all of it on one page, and each part with its versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from meetings.models import Meeting
from members.access import helps, looks_after, today_in
from members.guarding import question, said_without
from members.here import enter
from members.models import Membership
from prototypes.models import Learning
from roadmap import standing, standing_actions
from roadmap.errors import AdoptedMeanwhile, StillStands
from roadmap.forms import GROUNDS
from roadmap.ready_outcomes import BEGIN
from roadmap.standing import Kind, Version
from roadmap.standing_forms import AdoptForm

MOST = 24  # meetings and learnings to choose from


@require_safe
def stands(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Vision, values, agreement and outcomes as they stand today."""
    me = enter(request, collaborative)
    today = today_in(me.collaborative)
    found = standing.parts(me)
    context = {"parts": [(part, part.due(today)) for part in found], "may_adopt": helps(me)}
    return page(request, "roadmap/stands.html", context)


@require_http_methods(["GET", "POST"])
def stand(request: MemberRequest, collaborative: str, kind: str) -> HttpResponse:
    """One of them with its versions; whoever helps keeps a new one, as it was agreed."""
    me = enter(request, collaborative)
    may_adopt = helps(me)
    if kind not in Kind.values or (request.method == "POST" and not may_adopt):
        raise Http404
    found = standing.versions(me, kind)
    if "strike" in request.POST:
        return _strike(request, me, kind, found)
    form = _form(request, me, kind, found) if may_adopt else None
    context: dict[str, Any] = {"form": form}
    status = 200
    if form and (better := said_without(form, request.POST)):
        context["form"] = _form(request, me, kind, found, better)
    elif form and form.is_valid() and not (asks := question(form, request.POST)):
        try:
            standing_actions.adopt(by=me, kind=kind, **form.cleaned_data)
        except AdoptedMeanwhile as meanwhile:
            again = request.POST.copy()
            again["seen"] = str(meanwhile.last.n if meanwhile.last else 0)
            context |= {"form": _form(request, me, kind, found, again), "meanwhile": True}
            status = 409
        else:
            messages.success(request, "It is kept, and stands from now on.")
            return redirect(_address(collaborative, kind))
    elif form and form.is_valid():
        context["nudge"] = asks
    context |= {
        "kind": Kind(kind),
        "lines": standing.words_today(me.collaborative, kind).splitlines(),
        "versions": found,
        "newest": found[0] if found else None,
        "may_strike": looks_after(me),
        "grounds": GROUNDS,
        "begin": BEGIN if kind == Kind.OUTCOMES and may_adopt else {},
    }
    errors = form is not None and form.errors
    return page(request, "roadmap/stand.html", context, status=422 if errors else status)


def _address(collaborative: str, kind: str) -> str:
    return reverse("roadmap:stand", kwargs={"collaborative": collaborative, "kind": kind})


def _form(
    request: MemberRequest, me: Membership, kind: str, found: list[Version], data: Any = None
) -> AdoptForm:
    """What was sent; or the words of today, or words to begin with (``?begin=three``)."""
    begin = BEGIN.get(request.GET.get("begin", "")) if kind == Kind.OUTCOMES else None
    newest = found[0] if found else None
    initial = {
        "seen": newest.statement.n if newest else 0,
        "words": "\n".join(begin[1]) if begin else standing.words_today(me.collaborative, kind),
        "easy_read": newest.easy_read if newest and not begin else "",
        "limit": me.collaborative.agreement_limit,
    }
    meetings = Meeting.objects.told_to(me).happening().past(timezone.now())[:MOST]
    learned = Learning.objects.filter(collaborative=me.collaborative_id)
    sent = data or (request.POST if request.method == "POST" else None)
    return AdoptForm(
        kind,
        list(meetings),
        list(learned.order_by("-learned_on", "key")[:MOST]),
        sent,
        initial=initial,
        today=today_in(me.collaborative),
    )


def _strike(
    request: MemberRequest, me: Membership, kind: str, found: list[Version]
) -> HttpResponse:
    """Words of an older version go, on a ground that is named; that it stood stays."""
    if not looks_after(me):
        raise Http404
    ground = dict(GROUNDS).get(request.POST["strike"])
    numbers = {str(version.statement.n): version.statement for version in found}
    statement = numbers.get(request.POST.get("number", ""))
    if ground and statement is not None:
        try:
            standing_actions.strike(statement=statement, by=me, ground=ground)
        except StillStands:
            messages.info(request, "These are the words of today. Agree on others; then they go.")
        else:
            messages.success(request, "The words are out for good. That it stood here stays.")
    return redirect(_address(me.collaborative.slug, kind))
