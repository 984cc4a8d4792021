"""What belongs together: several small things under one model of a service."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from collaborative.paging import turn
from collaborative.text import clean_line
from members.access import today_in
from members.here import enter
from members.models import Membership
from prototypes import access, gathering
from prototypes.asking import ask_first
from prototypes.errors import ChangedMeanwhile, NameIsTaken
from prototypes.gathering_forms import ChangeWholeForm, ChooseForm, NewWholeForm
from prototypes.models import Learning, ServiceModel
from prototypes.views.finding import named_by_key, offered, prototypes_of
from prototypes.views.trying import differing

A_PAGE = 30
MOST_PARTS = 100
TAKEN = "Something else is called that already."


@require_safe
def wholes(request: MemberRequest, collaborative: str) -> HttpResponse:
    """All of them by name, with how many small things stand under each."""
    me = enter(request, collaborative)
    after = clean_line(request.GET.get("after", ""))
    rows = here(me).annotate(parts=Count("prototypes"))
    context = {
        "wholes": turn(rows, "name", "key", after=after, most=A_PAGE),
        "may_try": access.may_try(me),
    }
    return page(request, "prototypes/wholes.html", context)


def here(me: Membership) -> Any:
    return ServiceModel.objects.filter(collaborative=me.collaborative_id)


@require_http_methods(["GET", "POST"])
def make(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Give several small things one name; ``?prototype=key`` is the first of them."""
    me = enter(request, collaborative)
    if not access.may_try(me):
        raise Http404
    first = named_by_key(me, (request.POST or request.GET).get("prototype", ""))
    context: dict[str, Any] = {"prototype": first}
    if request.method != "POST":
        context["form"] = NewWholeForm(initial={"key": new_key()})
        return page(request, "prototypes/whole_new.html", context)
    asked = ask_first(request, NewWholeForm(request.POST))
    context |= {"form": asked.form, "nudge": asked.nudge}
    if asked.done:
        parts = [first] if first else []
        try:
            made = gathering.put_together(by=me, parts=parts, **asked.form.cleaned_data)
        except NameIsTaken:
            asked.form.add_error("name", TAKEN)
        else:
            messages.success(request, "Kept. Now put under it what belongs to it.")
            return redirect("trying:whole", collaborative=collaborative, key=made.key)
    return page(request, "prototypes/whole_new.html", context, status=asked.status)


@require_http_methods(["GET", "POST"])
def whole(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """One of them, with its parts and what was learned; a POST puts one under it, or takes off."""
    me = enter(request, collaborative)
    row = get_object_or_404(here(me), key=key)
    may_try = access.may_try(me)
    learned = Learning.objects.order_by("-learned_on", "-pk")
    parts = list(
        prototypes_of(me)
        .filter(part_of=row)
        .prefetch_related(Prefetch("learnings", queryset=learned, to_attr="learned"))
        .order_by("name", "key")[:MOST_PARTS]
    )
    form = ChooseForm(rows=offered(me, but=parts)) if may_try else None
    if request.method == "POST":
        if not may_try:
            raise Http404
        if "off" in request.POST:
            part = named_by_key(me, request.POST["off"])
            if part:
                gathering.take_part_off(model=row, by=me, prototype=part)
            return redirect(f"{request.path}#parts")
        form = ChooseForm(request.POST, rows=offered(me, but=parts))
        if form.is_valid():
            gathering.add_parts(model=row, by=me, parts=[form.chosen])
            return redirect(f"{request.path}#parts")
    context = {
        "whole": row,
        "parts": parts,
        "form": form,
        "may_try": may_try,
        "today": today_in(me.collaborative),
    }
    status = 422 if form and form.errors else 200
    return page(request, "prototypes/whole.html", context, status=status)


@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Other words for it; two at once lose nothing."""
    me = enter(request, collaborative)
    row = get_object_or_404(here(me), key=key)
    if not access.may_try(me):
        raise Http404
    context: dict[str, Any] = {"whole": row}
    if request.method != "POST":
        first = {name: getattr(row, name) for name in ServiceModel.WORDS}
        context["form"] = ChangeWholeForm(initial=first | {"seen": row.edition})
        return page(request, "prototypes/whole_change.html", context)
    asked = ask_first(request, ChangeWholeForm(request.POST))
    context |= {"form": asked.form, "nudge": asked.nudge}
    if not asked.done:
        return page(request, "prototypes/whole_change.html", context, status=asked.status)
    try:
        gathering.change_whole(model=row, by=me, **asked.form.cleaned_data)
    except NameIsTaken:
        asked.form.add_error("name", TAKEN)
        return page(request, "prototypes/whole_change.html", context, status=422)
    except ChangedMeanwhile:
        row.refresh_from_db()
        again = request.POST.copy()
        again["seen"] = row.edition
        pairs = differing(row, asked.form)
        context |= {"form": ChangeWholeForm(again), "pairs": pairs}
        return page(request, "prototypes/whole_change.html", context, status=409)
    messages.success(request, "Kept.")
    return redirect("trying:whole", collaborative=collaborative, key=key)
