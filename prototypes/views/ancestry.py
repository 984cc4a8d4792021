"""Where something came from and what grew from it, from any note, theme or prototype."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from collaborative.text import clean_line
from members.here import enter
from members.models import Membership
from prototypes import access, trying
from prototypes.asking import ask_first
from prototypes.errors import WouldGrowFromItself
from prototypes.family import Family, family_of
from prototypes.family_drawn import drawn, listed_above, listed_below
from prototypes.models import GrewFrom, Output, Prototype
from prototypes.trying_forms import AncestorsForm
from prototypes.views.finding import prototype_for, theme_for
from prototypes.views.trying import named, unnamed


@require_http_methods(["GET", "POST"])
def ancestry(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Of a prototype; a POST says where else it came from, or that it did not."""
    me = enter(request, collaborative)
    prototype = prototype_for(me, key)
    may_try = access.may_try(me)
    if request.method != "POST":
        form = AncestorsForm() if may_try else None
        return show(request, me, family_of(me, prototype), prototype=prototype, form=form)
    if not may_try:
        raise Http404
    if "off" in request.POST:
        return take_off(request, me, prototype)
    asked = ask_first(request, AncestorsForm(request.POST))
    form = asked.form
    lines = form.cleaned_data.get("heard", "").splitlines() if asked.done else []
    if asked.done and not lines:
        form.add_error("heard", "Write what it grew from.")
    if asked.done and lines:
        came = trying.From(
            prototypes=named(me, lines),
            words=unnamed(me, lines),
            how=form.cleaned_data["how"],
            unsure=form.cleaned_data["unsure"],
        )
        try:
            trying.add_ancestors(child=prototype, by=me, came=came)
        except WouldGrowFromItself:
            form.add_error("heard", "One of these grew from this one. It cannot be both.")
        else:
            messages.success(request, "Kept. Ideas are for developing.")
            return redirect(f"{request.path}#above")
    status = 422 if form.errors else 200
    family = family_of(me, prototype)
    return show(
        request, me, family, prototype=prototype, form=form, nudge=asked.nudge, status=status
    )


def take_off(request: MemberRequest, me: Membership, prototype: Prototype) -> HttpResponse:
    """It did not grow from that after all; what is gone already stays gone."""
    edges = GrewFrom.objects.filter(child=prototype).select_related("child")
    edge = edges.filter(key=clean_line(request.POST["off"])).first()
    if edge:
        trying.take_ancestor_off(edge=edge, by=me)
        messages.success(request, "Taken off.")
    return redirect(f"{request.path}#above")


@require_safe
def of_theme(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Of a theme: the words under it, and what is tried because of it."""
    me = enter(request, collaborative)
    return show(request, me, family_of(me, theme_for(me, key)))


@require_safe
def of_note(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Of a note that others may read: what became of these words."""
    me = enter(request, collaborative)
    notes = Output.objects.visible_to(me.person).filter(collaborative=me.collaborative_id)
    return show(request, me, family_of(me, get_object_or_404(notes, key=key)))


def show(
    request: MemberRequest, me: Membership, family: Family, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "family": family,
        "drawn": drawn(family),
        "above": listed_above(family),
        "below": listed_below(family),
        "own": own_edges(me, more.get("prototype"), family),
        **more,
    }
    return page(request, "prototypes/ancestry.html", context, status=status)


def own_edges(me: Membership, prototype: Prototype | None, family: Family) -> list[tuple[str, str]]:
    """What can be taken off: the edges of the prototype itself, with what they lead to."""
    if prototype is None or not access.may_try(me):
        return []
    return [
        (edge.key, family.nodes[edge.parent].name)
        for edge in family.above[family.start.id]
        if edge.key
    ]
