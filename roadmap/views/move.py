"""Moving an item, with a reason. Two people at one item: the first moves it, both are told."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members.here import enter
from members.models import Membership
from roadmap import actions
from roadmap.errors import MovedMeanwhile
from roadmap.forms import MoveForm
from roadmap.horizons import named, say_move
from roadmap.models import Horizon, RoadmapItem
from roadmap.trail import meetings_here
from roadmap.views.item import done, find_to_change, show


@require_http_methods(["GET", "POST"])
def move(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """The form with its reason (``?to=now`` chooses); POST moves, once."""
    me = enter(request, collaborative)
    item = find_to_change(me, key)
    meetings = [meeting for meeting, _ in meetings_here(me, item)]
    if request.method == "GET":
        to = request.GET.get("to", "")
        chosen = {"to": to} if to in Horizon.values and to != item.horizon else {}
        return ask(request, me, item, MoveForm(item, meetings, initial=chosen))
    form = MoveForm(item, meetings, request.POST)
    if not form.is_valid():
        return ask(request, me, item, form, status=422)
    try:
        made = actions.move_item(item=item, by=me, **form.cleaned_data)
    except MovedMeanwhile as meanwhile:
        kept = {name: request.POST.get(name, "") for name in ("why", "made_possible_by", "meeting")}
        again = MoveForm(meanwhile.item, meetings, initial=kept)
        return ask(request, me, meanwhile.item, again, status=409, meanwhile=meanwhile)
    words = say_move(me.collaborative, made.from_horizon, made.to_horizon)
    return done(request, me, item, f"It has {words}.")


def ask(
    request: MemberRequest,
    me: Membership,
    item: RoadmapItem,
    form: MoveForm,
    *,
    status: int = 200,
    meanwhile: MovedMeanwhile | None = None,
) -> HttpResponse:
    """The form on a page of its own, or in its place on the item's page."""
    if request.htmx:
        return show(request, me, item, move=form, status=status, meanwhile=meanwhile)
    context = {
        "item": item,
        "horizon": named(me.collaborative)[item.horizon],
        "form": form,
        "move": form,
        "meanwhile": meanwhile,
    }
    return page(request, "roadmap/move.html", context, status=status)
