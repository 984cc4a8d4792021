"""The worry box of a gathering."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from meetings import access, worries
from meetings.models import Meeting
from meetings.run_forms import DidWeForm, WorryForm
from meetings.views.finding import address, meeting_for
from members.guard import nudge, without
from members.here import enter
from members.models import Membership


@require_http_methods(["GET", "POST"])
def box(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Anyone puts a slip in, unnamed. Those who help read them out and say what became of them."""
    me = enter(request, collaborative)
    meeting = meeting_for(me, key)
    if not worries.has_box(meeting):
        raise Http404
    if request.method == "POST":
        return _sent(request, me, meeting)
    return page(request, "meetings/worries.html", _slips(me, meeting))


def _slips(me: Membership, meeting: Meeting) -> dict[str, Any]:
    helps = access.may_hold(me, meeting)
    slips = meeting.worries.all() if helps else meeting.worries.filter(read_out=True)
    is_open = worries.is_open(meeting) and access.takes_part(me)
    return {
        "meeting": meeting,
        "helps": helps,
        "slips": [(slip, DidWeForm(auto_id=f"{slip.key}_%s")) for slip in slips],
        "form": WorryForm(initial={"sent_as": uuid4()}) if is_open else None,
        "look_again": worries.look_again(meeting),
    }


def _sent(request: MemberRequest, me: Membership, meeting: Meeting) -> HttpResponse:
    if "slip" in request.POST:
        return _work(request, me, meeting)
    context = _slips(me, meeting)
    if context["form"] is None:
        raise Http404
    form = WorryForm(request.POST)
    context["form"] = form
    if not form.is_valid():
        return page(request, "meetings/worries.html", context, status=422)
    typed = form.cleaned_data
    if "without" in request.POST:
        context["form"] = WorryForm(initial={**typed, "words": without(typed["words"])})
        return page(request, "meetings/worries.html", context)
    asks = nudge(typed["words"])
    if asks and request.POST.get("told") != asks.told:
        return page(request, "meetings/worries.html", context | {"nudge": asks})
    if not worries.put_in(meeting=meeting, **typed):
        form.add_error("words", "The box is full. Please tell somebody who helps.")
        return page(request, "meetings/worries.html", context, status=422)
    messages.success(request, "It is in the box. Nobody can tell whose it is.")
    return redirect(address("worries", meeting))


def _work(request: MemberRequest, me: Membership, meeting: Meeting) -> HttpResponse:
    """For those who help: it was read out; or what became of it."""
    if not access.may_hold(me, meeting):
        raise Http404
    slip = get_object_or_404(meeting.worries, key=request.POST["slip"])
    if request.POST.get("do") == "read_out":
        worries.read_out(worry=slip, by=me)
        return redirect(f"{address('worries', meeting)}#slip-{slip.key}")
    form = DidWeForm(request.POST, auto_id=f"{slip.key}_%s")
    if form.is_valid():
        worries.answer(worry=slip, by=me, did_we=form.cleaned_data["did_we"])
        return redirect(f"{address('worries', meeting)}#slip-{slip.key}")
    context = _slips(me, meeting)
    context["slips"] = [(s, form if s.pk == slip.pk else f) for s, f in context["slips"]]
    return page(request, "meetings/worries.html", context, status=422)
