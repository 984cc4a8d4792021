"""Time: what moved, the board frozen at a moment, and two such moments compared."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from members.access import helps, looks_after, today_in
from members.guarding import question, said_without
from members.here import enter
from members.models import Membership
from roadmap import snapshots
from roadmap.forms import GROUNDS
from roadmap.models import RoadmapItem, Snapshot
from roadmap.movement import bars, movement
from roadmap.snapshot_forms import FreezeForm
from roadmap.unstuck import patterns


@require_safe
def moved(request: MemberRequest, collaborative: str) -> HttpResponse:
    """A year of it: what moved, what sat still, how long things take. ``?year=2012``."""
    me = enter(request, collaborative)
    found = movement(me, request.GET.get("year", ""))
    context = {"found": found, "bars": bars(found.months)}
    return page(request, "roadmap/movement.html", context)


@require_safe
def came_unstuck(request: MemberRequest, collaborative: str) -> HttpResponse:
    """What set stuck things free, by what they were stuck on: perhaps it helps with another."""
    me = enter(request, collaborative)
    return page(request, "roadmap/unstuck.html", {"patterns": patterns(me)})


@require_http_methods(["GET", "POST"])
def all_snapshots(request: MemberRequest, collaborative: str) -> HttpResponse:
    """All snapshots; whoever helps can take another one."""
    me = enter(request, collaborative)
    may_freeze = helps(me)
    if request.method == "POST" and not may_freeze:
        raise Http404
    today = today_in(me.collaborative)
    form = FreezeForm(request.POST if request.method == "POST" else None, today=today)
    context: dict[str, Any] = {"form": form, "may_freeze": may_freeze}
    if better := said_without(form, request.POST):
        context["form"] = FreezeForm(better, today=today)
    elif form.is_valid():
        as_at = form.cleaned_data["as_at"]
        context["nudge"] = question(form, request.POST)
        if not RoadmapItem.objects.visible_to(me).filter(added_on__lte=as_at).exists():
            form.add_error("as_at", "Nothing stood on the roadmap yet on that day.")
        elif context["nudge"] is None:
            kept = snapshots.freeze(by=me, **form.cleaned_data)
            messages.success(request, "It is kept, for good.")
            return redirect(kept)
    context["snapshots"] = snapshots.snapshots_here(me)
    status = 422 if form.errors else 200
    return page(request, "roadmap/snapshots.html", context, status=status)


@require_http_methods(["GET", "POST"])
def snapshot(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """The board as it was frozen; ``?with=key`` says what is different from an earlier one."""
    me = enter(request, collaborative)
    every = snapshots.snapshots_here(me)
    here = next((row for row in every if row.key == key), None)
    if here is None:
        raise Http404
    opened = snapshots.opened(here)
    if request.method == "POST":
        return _strike(request, me, here)
    other = next((row for row in every if row.key == request.GET.get("with", "")), None)
    context: dict[str, Any] = {
        "snapshot": here,
        "opened": opened,
        "beside": [row for row in every if row is not here],
        "other": other,
        "looks_after": looks_after(me),
        "grounds": GROUNDS,
    }
    if other is not None and other is not here:
        before = snapshots.opened(other)
        turned = (other.as_at, other.pk) > (here.as_at, here.pk)
        first, second = (opened, before) if turned else (before, opened)
        context |= {"difference": snapshots.compare(first, second), "from": first, "to": second}
    return page(request, "roadmap/snapshot.html", context)


def _strike(request: MemberRequest, me: Membership, here: Snapshot) -> HttpResponse:
    """Words of one card go, on a ground that is named; that it stood there stays."""
    if not looks_after(me):
        raise Http404
    ground = dict(GROUNDS).get(request.POST.get("ground", ""))
    words = {str(row.number): row for row in here.words.all()}
    row = words.get(request.POST.get("number", ""))
    if ground and row is not None:
        snapshots.strike(words=row, by=me, ground=ground)
        messages.success(request, "The words are out for good. That something stood there stays.")
    return redirect(here)
