"""The agenda, open to everyone: put something forward, change the order, hear what waits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from meetings import access, agenda_actions
from meetings.agenda import MOST_SHOWN, starts, time_of
from meetings.agenda_forms import ItemForm
from meetings.errors import AgendaClosed
from meetings.models import AgendaItem, Meeting
from meetings.views.finding import address, meeting_for
from members.here import enter
from members.models import Membership

State = AgendaItem.State
STATES = {"on": State.ON_AGENDA, "off": State.OFFERED, "wait": State.WAITING}


@require_http_methods(["GET", "POST"])
def agenda(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """All of it; a POST puts something forward."""
    me = enter(request, collaborative)
    meeting = meeting_for(me, key)
    form = ItemForm(request.POST) if request.method == "POST" else _new()
    if form.is_bound and not access.may_shape(me, meeting):
        raise Http404
    if form.is_valid():
        try:
            item = agenda_actions.put_forward(meeting=meeting, by=me, **form.cleaned_data)
        except AgendaClosed:
            form.add_error(None, "This meeting is over. Choose the next one, and put it there.")
        else:
            messages.success(request, _thanks(item))
            return redirect(f"{address('agenda', meeting)}#item-{item.key}")
    status = 422 if form.is_bound else 200
    return page(request, "meetings/agenda.html", board(me, meeting) | {"form": form}, status=status)


def _new() -> ItemForm:
    return ItemForm(initial={"key": new_key()})


def _thanks(item: AgendaItem) -> str:
    if item.held:
        return "Kept. Before everybody reads it, please look at the question beside it."
    if item.state == State.WAITING:
        return (
            f"Kept. This meeting has {agenda_actions.MOST} things already,"
            " so yours waits to be heard at a later one."
        )
    return "Thank you. It stands there now, and anyone can put it on the agenda."


@require_POST
def agenda_item(request: MemberRequest, collaborative: str, key: str, item: str) -> HttpResponse:
    """``do`` with one item: up, down, on, off, wait, take_back; bring, from another meeting."""
    me = enter(request, collaborative)
    meeting = meeting_for(me, key)
    if not access.may_shape(me, meeting):
        raise Http404
    found = get_object_or_404(
        AgendaItem.objects.select_related("meeting"), collaborative=me.collaborative_id, key=item
    )
    try:
        _do(request, me, meeting, found)
    except AgendaClosed:
        messages.info(request, "This meeting is over: its agenda stands as it is.")
    if request.htmx:
        context = board(me, meeting)
        return page(request, "meetings/agenda.html", context, part="meetings/_agenda_board.html")
    return redirect(f"{address('agenda', meeting)}#item-{found.key}")


def _do(request: MemberRequest, me: Membership, meeting: Meeting, item: AgendaItem) -> None:
    do = request.POST.get("do", "")
    waits = AgendaItem.objects.waiting_to_be_heard(me.collaborative_id)
    if do == "bring" and waits.filter(pk=item.pk).exists():
        agenda_actions.bring(item=item, to=meeting, by=me)
        return
    if item.meeting_id != meeting.pk or (item.held and do != "take_back"):
        return
    if do in ("up", "down"):
        agenda_actions.move(item=item, by=me, up=do == "up")
    elif do in STATES and item.state != State.HAD:
        agenda_actions.set_state(item=item, by=me, state=STATES[do])
    elif (
        do == "take_back"
        and access.may_take_back(me, item)
        and agenda_actions.take_back(item=item, by=me)
    ):
        messages.success(request, "Taken back. Nobody sees it any more.")


def board(me: Membership, meeting: Meeting) -> dict[str, Any]:
    """The lists of the page: what is on, what else was put forward, what waits elsewhere."""
    items = list(meeting.agenda.select_related("put_forward_by"))
    helps = access.may_hold(me, meeting)
    held = [i for i in items if i.held and (helps or i.put_forward_by_id == me.pk)]
    shown = [item for item in items if not item.held]
    run = [item for item in shown if item.state in AgendaItem.ON_IT]
    for item, at in zip(run, starts(meeting, run), strict=True):
        item.at = at  # type: ignore[attr-defined]
    offered = [item for item in shown if item.state == State.OFFERED]
    waiting = AgendaItem.objects.waiting_to_be_heard(me.collaborative_id)
    waits = list(waiting.select_related("put_forward_by")[: MOST_SHOWN + 1])
    return {
        "meeting": meeting,
        "me": me,
        "may_shape": access.may_shape(me, meeting),
        "held": held,
        "run": run[:MOST_SHOWN],
        "offered": offered[:MOST_SHOWN],
        "more": max(len(run) - MOST_SHOWN, 0) + max(len(offered) - MOST_SHOWN, 0),
        "waiting": waits[:MOST_SHOWN],
        "more_waiting": len(waits) > MOST_SHOWN,
        "time": time_of(meeting, run),
    }
