"""Moving an item, with a reason. Two people at one item: the first moves it, both are told."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from collaborative.keys import digest
from members.access import looks_after
from members.guard import Nudge
from members.guarding import question, said_without
from members.here import enter
from members.models import Membership
from roadmap import actions
from roadmap.board import place_of
from roadmap.errors import MovedMeanwhile
from roadmap.forms import GROUNDS, MoveForm, RightForm
from roadmap.horizons import named, say_move
from roadmap.models import Horizon, Move, RoadmapItem
from roadmap.trail import meetings_here
from roadmap.views.board import board_context
from roadmap.views.item import done, find, find_to_change, show


@require_http_methods(["GET", "POST"])
def move(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """The form with its reason (``?to=now`` chooses); POST moves, once."""
    me = enter(request, collaborative)
    item = find_to_change(me, key)
    meetings = [meeting for meeting, _ in meetings_here(me, item)]
    more: Any = {"auto_id": f"move-{item.key}-%s"} if at_board(request) else {}
    if request.method == "GET":
        to = request.GET.get("to", "")
        chosen = {"to": to} if to in Horizon.values and to != item.horizon else {}
        asked = MoveForm(item, meetings, initial=chosen, **more)
        if at_board(request):
            asked.fields["why"].widget.attrs["autofocus"] = True
        return ask(request, me, item, asked)
    form = MoveForm(item, meetings, request.POST, **more)
    if better := said_without(form, request.POST):
        return ask(request, me, item, MoveForm(item, meetings, better, **more))
    if not form.is_valid():
        return ask(request, me, item, form, status=422)
    if asks := question(form, request.POST):
        return ask(request, me, item, form, asks=asks)
    try:
        made = actions.move_item(item=item, by=me, **form.cleaned_data)
    except MovedMeanwhile as meanwhile:
        kept = {name: request.POST.get(name, "") for name in ("why", "made_possible_by", "meeting")}
        again = MoveForm(meanwhile.item, meetings, initial=kept, **more)
        return ask(request, me, find(me, key), again, status=409, meanwhile=meanwhile)
    words = say_move(me.collaborative, made.from_horizon, made.to_horizon)
    place, many = place_of(find(me, key))
    if at_board(request):
        to = named(me.collaborative)[made.to_horizon].word
        return moved_on_board(request, me, f"“{item.title}” moved to {to}, {place} of {many}.")
    return done(request, me, item, f"It has {words}, {place} of {many} there.")


def at_board(request: MemberRequest) -> bool:
    """Whether the form stands in its slip on the board, which only htmx does."""
    return bool(request.htmx) and "board" in (request.GET.get("at"), request.POST.get("at"))


def moved_on_board(request: MemberRequest, me: Membership, told: str) -> HttpResponse:
    """The mats as they are now, looked at as before, with what has just moved."""
    before = QueryDict(urlsplit(request.htmx.current_url or "").query)
    context = board_context(me, before) | {"told": told}
    answer = page(request, "roadmap/board.html", context, part="roadmap/_board.html")
    answer["HX-Retarget"], answer["HX-Reswap"] = "#mats", "outerHTML"
    return answer


@require_http_methods(["GET", "POST"])
def right(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """The last move was a mistake: another one answers it, and both stay."""
    me = enter(request, collaborative)
    item = find_to_change(me, key)
    last = item.moves.select_related("words").last()
    if last is None:
        return redirect(item)
    form = RightForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"item": item, "last": last, "form": form, **_between(me, last)}
    if better := said_without(form, request.POST):
        context["form"] = RightForm(better)
        return page(request, "roadmap/right.html", context)
    if not form.is_valid():
        return page(request, "roadmap/right.html", context, status=422 if form.errors else 200)
    if asks := question(form, request.POST):
        return page(request, "roadmap/right.html", context | {"nudge": asks})
    if request.POST.get("was") != last.to_horizon and not _answers(last, form):
        return page(request, "roadmap/right.html", context | {"meanwhile": True}, status=409)
    if not _answers(last, form):
        actions.put_right(move=last, by=me, why=form.cleaned_data["why"])
    messages.success(request, "It is put right. Both moves stay, each with its reason.")
    return redirect(item)


def _answers(last: Move, form: RightForm) -> bool:
    """Whether this very press has put it right already."""
    return last.puts_right_id is not None and last.why_digest == digest(form.cleaned_data["why"])


def _between(me: Membership, move: Move) -> dict[str, Any]:
    called = named(me.collaborative)
    return {"was": called[move.from_horizon], "horizon": called[move.to_horizon]}


@require_http_methods(["GET", "POST"])
def strike(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """For whoever looks after it: take the words of a move out for good. The move stays."""
    me = enter(request, collaborative)
    if not looks_after(me):
        raise Http404
    item = find(me, key)
    moves = list(item.moves.select_related("words"))
    if request.method == "POST":
        numbers = {str(number): move for number, move in enumerate(moves, start=1)}
        move = numbers.get(request.POST.get("number", ""))
        if move and request.POST.get("ground") in dict(GROUNDS):
            actions.strike_reason(move=move, by=me, ground=dict(GROUNDS)[request.POST["ground"]])
            messages.success(request, "The words are out for good. That it moved stays.")
        return redirect(item)
    context = {"item": item, "moves": moves, "called": named(me.collaborative), "grounds": GROUNDS}
    return page(request, "roadmap/strike.html", context)


def ask(
    request: MemberRequest,
    me: Membership,
    item: RoadmapItem,
    form: MoveForm,
    *,
    status: int = 200,
    meanwhile: MovedMeanwhile | None = None,
    asks: Nudge | None = None,
) -> HttpResponse:
    """The form on a page of its own, or in its place on the item's page."""
    if request.htmx and not at_board(request):
        return show(request, me, item, move=form, status=status, meanwhile=meanwhile, nudge=asks)
    context = {
        "item": item,
        "horizon": named(me.collaborative)[item.horizon],
        "form": form,
        "move": form,
        "meanwhile": meanwhile,
        "nudge": asks,
    }
    return page(
        request, "roadmap/move.html", context, part="roadmap/_move_here.html", status=status
    )
