"""A yes that things need, rules that may be none, and what to steer clear of."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from collaborative.paging import turn
from collaborative.text import clean_line
from members.access import today_in
from members.here import enter
from prototypes import access, asking_leave
from prototypes.asking import ask_first
from prototypes.errors import ChangedMeanwhile
from prototypes.leave_forms import HearForm, WantForm
from prototypes.models import BodyName, Learning, Permission, Prototype, RedTape
from prototypes.views.finding import prototypes_of

A_PAGE = 30


@require_safe
def permissions(request: MemberRequest, collaborative: str) -> HttpResponse:
    """What we asked for, and what became of it; what waits for an answer first."""
    me = enter(request, collaborative)
    after = clean_line(request.GET.get("after", ""))
    rows = Permission.objects.visible_to(me.person).filter(collaborative=me.collaborative_id)
    context = {
        "open": rows.exclude(state__in=Permission.ANSWERED).order_by("asked_on", "key")[:A_PAGE],
        "answered": turn(
            rows.filter(state__in=Permission.ANSWERED),
            "-answered_on",
            "key",
            after=after,
            most=A_PAGE,
        ),
        "rules": RedTape.objects.filter(collaborative=me.collaborative_id).order_by(
            "-noted_on", "key"
        )[:A_PAGE],
        "today": today_in(me.collaborative),
        "may_try": access.may_try(me),
    }
    return page(request, "prototypes/permissions.html", context)


@require_http_methods(["GET", "POST"])
def want(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Something needs a yes; ``?prototype=key`` says what."""
    me = enter(request, collaborative)
    if not access.may_try(me):
        raise Http404
    key = clean_line((request.POST or request.GET).get("prototype", ""))
    prototype = prototypes_of(me).filter(key=key).first() if key else None
    if request.method != "POST":
        form = WantForm(initial={"key": new_key()})
        return page(request, "prototypes/want.html", {"form": form, "prototype": prototype})
    asked = ask_first(request, WantForm(request.POST))
    if asked.done:
        made = asking_leave.want(by=me, prototype=prototype, **asked.form.cleaned_data)
        messages.success(request, "Kept. It is the group that asks.")
        return redirect(made)
    context = {"form": asked.form, "nudge": asked.nudge, "prototype": prototype}
    return page(request, "prototypes/want.html", context, status=asked.status)


@require_http_methods(["GET", "POST"])
def permission(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """One of them with each day; a POST says what was heard."""
    me = enter(request, collaborative)
    names = Prefetch("body__earlier", queryset=BodyName.objects.all(), to_attr="names")
    rows = Permission.objects.visible_to(me.person).prefetch_related(names)
    row = get_object_or_404(rows, collaborative=me.collaborative_id, key=key)
    may_try = access.may_try(me)
    context: dict[str, Any] = {"permission": row, "may_try": may_try}
    context |= {"steps": list(row.steps.all()), "today": today_in(me.collaborative)}
    first = {"state": row.state, "seen": row.edition}
    context |= {"form": HearForm(initial=first)}
    if request.method != "POST":
        return page(request, "prototypes/permission.html", context)
    if not may_try:
        raise Http404
    asked = ask_first(request, HearForm(request.POST, asked_on=row.asked_on))
    context |= {"form": asked.form, "nudge": asked.nudge}
    if not asked.done:
        return page(request, "prototypes/permission.html", context, status=asked.status)
    said = dict(asked.form.cleaned_data)
    said["on"] = said["on"] or today_in(me.collaborative)
    try:
        asking_leave.hear(permission=row, by=me, **said)
    except ChangedMeanwhile:
        again = request.POST.copy()
        row.refresh_from_db()
        again["seen"] = row.edition
        context |= {"form": HearForm(again, asked_on=row.asked_on), "changed": True}
        context |= {"permission": rows.get(pk=row.pk), "steps": list(row.steps.all())}
        return page(request, "prototypes/permission.html", context, status=409)
    messages.success(request, "Noted, with the day.")
    return redirect(row)


@require_safe
def steer_clear(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Everything let go or parked, with why, and what was learned of it."""
    me = enter(request, collaborative)
    after = clean_line(request.GET.get("after", ""))
    learned = Learning.objects.order_by("-learned_on", "-pk")
    rows = prototypes_of(me).filter(state__in=[Prototype.State.LET_GO, Prototype.State.PARKED])
    rows = rows.prefetch_related(Prefetch("learnings", queryset=learned, to_attr="learned"))
    context = {"prototypes": turn(rows, "-state_since", "key", after=after, most=A_PAGE)}
    return page(request, "prototypes/steer_clear.html", context)
