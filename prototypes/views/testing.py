"""Cycles and learnings of one thing we try; and what the next breakfast hears of it all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from meetings.models import Meeting
from members.access import today_in
from members.here import enter
from members.models import Membership
from prototypes import access, breakfast, testing
from prototypes.asking import Asked, ask_first
from prototypes.errors import BeforeTheIdea, ChangedMeanwhile
from prototypes.models import Learning, Prototype, TestCycle
from prototypes.testing_forms import (
    ChangeCycleForm,
    ChangeLearningForm,
    CycleForm,
    NewCycleForm,
    NewLearningForm,
)
from prototypes.views.finding import prototype_for, prototype_to_try
from prototypes.views.trying import differing

MOST_MEETINGS = 12  # where a learning came up: the last ones
MOST_CYCLES = 40  # offered as evidence of a learning: the newest
TOO_EARLY = "That is before the idea was there. Did the year slip?"


@require_http_methods(["GET", "POST"])
def new_cycle(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Tell of a go at it, on the day or later; or plan the next one."""
    me = enter(request, collaborative)
    prototype = prototype_to_try(me, key)
    today = today_in(me.collaborative)
    posted = request.POST if request.method == "POST" else None
    if posted is None:
        form = NewCycleForm(initial={"key": new_key()})
        return page(request, "prototypes/cycle_new.html", {"prototype": prototype, "form": form})
    asked = ask_first(request, NewCycleForm(posted))
    if asked.done:
        sent = asked.form.cleaned_data["key"]
        try:
            testing.tell_cycle(prototype=prototype, by=me, key=sent, **asked.form.said(today))
        except BeforeTheIdea:
            asked.form.add_error("from_on", TOO_EARLY)
        else:
            messages.success(request, "Kept. Whatever came of it, it was worth a go.")
            return redirect(prototype)
    context = {"prototype": prototype, "form": asked.form, "nudge": asked.nudge}
    return page(request, "prototypes/cycle_new.html", context, status=asked.status)


@require_http_methods(["GET", "POST"])
def cycle(request: MemberRequest, collaborative: str, key: str, cycle: str) -> HttpResponse:
    """One go, whole; those who take part say what happened, or put it right."""
    me = enter(request, collaborative)
    prototype = prototype_for(me, key)
    row = get_object_or_404(TestCycle, prototype=prototype, key=cycle)
    row.prototype = prototype
    may_try = access.may_try(me)
    context: dict[str, Any] = {"prototype": prototype, "cycle": row, "may_try": may_try}
    if request.method != "POST":
        first = {name: getattr(row, name) for name in CycleForm.base_fields}
        form = ChangeCycleForm(initial=first | {"seen": row.edition}) if may_try else None
        return page(request, "prototypes/cycle.html", context | {"form": form})
    if not may_try:
        raise Http404
    asked = ask_first(request, ChangeCycleForm(request.POST.copy()))
    context |= {"form": asked.form, "nudge": asked.nudge}
    if not asked.done:
        return page(request, "prototypes/cycle.html", context, status=asked.status)
    said = asked.form.said(today_in(me.collaborative))
    try:
        testing.change_cycle(cycle=row, by=me, seen=asked.form.cleaned_data["seen"], **said)
    except BeforeTheIdea:
        asked.form.add_error("from_on", TOO_EARLY)
        return page(request, "prototypes/cycle.html", context, status=422)
    except ChangedMeanwhile:
        again = _over_theirs(row, asked)
        pairs = differing(row, asked.form)
        context |= {"form": ChangeCycleForm(again), "pairs": pairs}
        return page(request, "prototypes/cycle.html", context, status=409)
    messages.success(request, "Kept.")
    return redirect(prototype)


def _over_theirs(row: TestCycle | Learning, asked: Asked[Any]) -> Any:
    """The form once more: kept again, it means mine over theirs, which I have now seen."""
    row.refresh_from_db(fields=[*row.WORDS, "from_on", "to_on"] if _is_cycle(row) else row.WORDS)
    again = asked.form.data.copy()
    again["seen"] = row.edition
    return again


def _is_cycle(row: TestCycle | Learning) -> bool:
    return isinstance(row, TestCycle)


def _with_rows(
    me: Membership, prototype: Prototype, surfaced_at: Meeting | None = None
) -> dict[str, Any]:
    """What a learning may point at."""
    cycles = TestCycle.objects.filter(prototype=prototype).newest_first()[:MOST_CYCLES]
    values = [str(line)[:120] for line in me.collaborative.values]
    meetings = list(Meeting.objects.visible_to(me).happening().past()[:MOST_MEETINGS])
    if surfaced_at is not None and surfaced_at not in meetings:
        meetings.append(surfaced_at)
    return {"values": values, "cycles": list(cycles), "meetings": meetings}


@require_http_methods(["GET", "POST"])
def new_learning(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Say what was learned."""
    me = enter(request, collaborative)
    prototype = prototype_to_try(me, key)
    rows = _with_rows(me, prototype)
    if request.method != "POST":
        form = NewLearningForm(initial={"key": new_key()}, **rows)
        return page(request, "prototypes/learning.html", {"prototype": prototype, "form": form})
    asked = ask_first(request, NewLearningForm(request.POST, **rows))
    if asked.done:
        sent = asked.form.cleaned_data["key"]
        testing.tell_learning(prototype=prototype, by=me, key=sent, **asked.form.said())
        messages.success(request, "Kept. Others will be glad of it.")
        return redirect(prototype)
    context = {"prototype": prototype, "form": asked.form, "nudge": asked.nudge}
    return page(request, "prototypes/learning.html", context, status=asked.status)


@require_http_methods(["GET", "POST"])
def learning(request: MemberRequest, collaborative: str, key: str, learning: str) -> HttpResponse:
    """Put other words; two at once lose nothing."""
    me = enter(request, collaborative)
    prototype = prototype_to_try(me, key)
    told = Learning.objects.with_evidence().select_related("surfaced_at")
    row = get_object_or_404(told, prototype=prototype, key=learning)
    rows = _with_rows(me, prototype, row.surfaced_at)
    context: dict[str, Any] = {"prototype": prototype, "learning": row}
    if request.method != "POST":
        first = {name: getattr(row, name) for name in Learning.WORDS} | {"seen": row.edition}
        first["surfaced_at"] = row.surfaced_at.key if row.surfaced_at else ""
        first |= {"cycles": [cycle["key"] for cycle in getattr(row, "stands_on", [])]}
        form = ChangeLearningForm(initial=first, **rows)
        return page(request, "prototypes/learning.html", context | {"form": form})
    asked = ask_first(request, ChangeLearningForm(request.POST.copy(), **rows))
    context |= {"form": asked.form, "nudge": asked.nudge}
    if not asked.done:
        return page(request, "prototypes/learning.html", context, status=asked.status)
    seen = asked.form.cleaned_data["seen"]
    try:
        testing.change_learning(learning=row, by=me, seen=seen, **asked.form.said())
    except ChangedMeanwhile:
        again = _over_theirs(row, asked)
        words = {n: v for n, v in asked.form.cleaned_data.items() if n in Learning.WORDS}
        pairs = [
            (str(asked.form.fields[name].label), str(theirs or ""), str(mine or ""))
            for name, mine in words.items()
            if (theirs := getattr(row, name)) != mine
        ]
        context |= {"form": ChangeLearningForm(again, **rows), "pairs": pairs}
        return page(request, "prototypes/learning.html", context, status=409)
    messages.success(request, "Kept.")
    return redirect(prototype)


@require_safe
def at_breakfast(request: MemberRequest, collaborative: str) -> HttpResponse:
    """One or two to hear when we meet next, learning first."""
    me = enter(request, collaborative)
    today = today_in(me.collaborative)
    context = {"heard": breakfast.to_hear(me), "awake": breakfast.awake(me), "today": today}
    return page(request, "prototypes/breakfast.html", context)
