"""Writing a card anew. Two people at one card: both versions stand side by side, none is lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members.guarding import question, said_without
from members.here import enter
from roadmap import actions
from roadmap.card_forms import ChangeForm, in_lines
from roadmap.errors import ChangedMeanwhile
from roadmap.models import CARD, Outcome, RoadmapItem
from roadmap.views.item import find_to_change


def outcomes_of(collaborative: int) -> list[Outcome]:
    """Those to choose from, in their order."""
    return list(Outcome.objects.filter(collaborative=collaborative, retired_on=None))


def as_it_stands(item: RoadmapItem) -> dict[str, Any]:
    """The card as the form shows it."""
    return {
        **{name: getattr(item, name) for name in CARD},
        "bodies": in_lines(item.bodies.all()),
        "towards": list(item.towards.values_list("outcome__key", flat=True)),
        "seen": item.edition,
    }


@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """What it is called, why, how it will be; where it stands is a move, how it goes is news."""
    me = enter(request, collaborative)
    item = find_to_change(me, key)
    outcomes = outcomes_of(me.collaborative_id)
    context: dict[str, Any] = {"item": item}
    if request.method == "GET":
        form = ChangeForm(outcomes, initial=as_it_stands(item))
        return page(request, "roadmap/change.html", context | {"form": form})
    form = ChangeForm(outcomes, request.POST)
    if better := said_without(form, request.POST):
        again = ChangeForm(outcomes, better)
        return page(request, "roadmap/change.html", context | {"form": again})
    if not form.is_valid():
        return page(request, "roadmap/change.html", context | {"form": form}, status=422)
    if asks := question(form, request.POST):
        return page(request, "roadmap/change.html", context | {"form": form, "nudge": asks})
    try:
        actions.change_card(item=item, by=me, **form.cleaned_data)
    except ChangedMeanwhile as meanwhile:
        # Keeping it once more means: yes, put mine over theirs, which I have now seen.
        mine = request.POST.copy()
        mine["seen"] = meanwhile.item.edition
        theirs = {"form": ChangeForm(outcomes, mine), "theirs": meanwhile.item}
        return page(request, "roadmap/change.html", context | theirs, status=409)
    messages.success(request, "The card is kept.")
    return redirect(item)
