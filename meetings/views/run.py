"""The run sheet: one thing at a time, in the room, by those who help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from meetings import agenda_actions, notes
from meetings.agenda import MOST_SHOWN, starts
from meetings.commitments import to_be_heard
from meetings.models import AgendaItem, Meeting
from meetings.openings import QUESTIONS, question_for
from meetings.run_forms import DecisionForm, InterestForm, NoteForm
from meetings.views.finding import address, meeting_to_hold
from members.here import enter
from members.models import Membership

State = AgendaItem.State
COMMITMENTS = AgendaItem.Kind.COMMITMENTS
PROMISES = "promises"  # the first step, where no item of the agenda reads them out


@dataclass(frozen=True)
class Step:
    """``item`` is None for the reading out that every meeting begins with."""

    key: str
    title: str
    item: AgendaItem | None = None
    at: Any = None


@require_safe
def run(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """``?item=key`` is where we are; without it, the first that we have not had.

    ``?question=2`` takes another question to begin with.
    """
    me = enter(request, collaborative)
    meeting = meeting_to_hold(me, key)
    turn = request.GET.get("question", "")
    context = sheet(me, meeting, request.GET.get("item", ""))
    if context["step"] and context["step"] == _beginning(context["steps"]):
        turns = int(turn) % len(QUESTIONS) if turn.isdecimal() and len(turn) < 4 else 0
        context |= {"question": question_for(meeting, turns), "another": turns + 1}
    return page(request, "meetings/run.html", context)


def sheet(me: Membership, meeting: Meeting, key: str) -> dict[str, Any]:
    """All steps, the one we are at, and what stands on either side."""
    steps = _steps(meeting)
    first = next((s for s in steps if s.item is None or s.item.state != State.HAD), None)
    last = steps[-1] if steps else None
    here = next((step for step in steps if step.key == key), first or last)
    at = steps.index(here) if here else 0
    return {
        "meeting": meeting,
        "me": me,
        "steps": steps,
        "step": here,
        "number": at + 1,
        "before": steps[at - 1] if at else None,
        "after": steps[at + 1] if at + 1 < len(steps) else None,
        "is_last": bool(here) and at + 1 == len(steps),
        "heard": _heard(me, meeting, here),
        **(_under(here.item) if here and here.item else {}),
    }


def _steps(meeting: Meeting) -> list[Step]:
    on_it = meeting.agenda.shown().filter(state__in=AgendaItem.ON_IT)
    items = list(on_it.select_related("put_forward_by")[:MOST_SHOWN])
    steps = [
        Step(item.key, item.title, item, at)
        for item, at in zip(items, starts(meeting, items), strict=True)
    ]
    if any(item.kind == COMMITMENTS for item in items):
        return steps
    return [Step(PROMISES, COMMITMENTS.label), *steps]


def _beginning(steps: list[Step]) -> Step:
    """Where a question to begin with belongs: the hello round, or the first step there is."""
    hello = AgendaItem.Kind.CHECK_IN
    return next((step for step in steps if step.item and step.item.kind == hello), steps[0])


def _heard(me: Membership, meeting: Meeting, here: Step | None) -> Any:
    """What is read out, where it is its turn; None elsewhere."""
    reads = here is not None and (here.item is None or here.item.kind == COMMITMENTS)
    return list(to_be_heard(me, meeting)) if reads else None


def _under(item: AgendaItem) -> dict[str, Any]:
    """What was typed under it, and forms for more."""
    decides = item.kind != COMMITMENTS
    return {
        "notes": list(item.notes.all()),
        "decisions": list(item.decisions.all()) if decides else [],
        "interests": list(item.interests.select_related("member")) if item.asks_who_gains else [],
        "note_form": NoteForm(initial={"sent_as": uuid4()}),
        "decision_form": DecisionForm(initial={"key": new_key()}, auto_id="decision_%s"),
        "interest_form": InterestForm(auto_id="interest_%s") if item.asks_who_gains else None,
    }


@require_POST
def run_item(request: MemberRequest, collaborative: str, key: str, item: str) -> HttpResponse:
    """``do`` under one item: note, stop, decide, asked, interest; or had, carry, then on."""
    me = enter(request, collaborative)
    meeting = meeting_to_hold(me, key)
    shown = meeting.agenda.shown().select_related("meeting")
    found = get_object_or_404(shown, key=item)
    do = request.POST.get("do", "")
    if do in ("had", "carry"):
        return _go_on(request, me, meeting, found, do)
    wrong = _keep(request, me, found, do)
    if not request.htmx and not wrong:
        return redirect(_at(meeting, found.key))
    context = sheet(me, meeting, found.key) | wrong
    return page(
        request,
        "meetings/run.html",
        context,
        part="meetings/_run_item.html",
        status=422 if wrong else 200,
    )


def _at(meeting: Meeting, key: str) -> str:
    return f"{address('run', meeting)}?item={key}"


def _go_on(
    request: MemberRequest, me: Membership, meeting: Meeting, item: AgendaItem, do: str
) -> HttpResponse:
    """We had it, or it goes to the next meeting; then what comes after it."""
    following = sheet(me, meeting, item.key)["after"]
    if do == "had":
        agenda_actions.set_state(item=item, by=me, state=State.HAD)
    else:
        carried = agenda_actions.carry_over(item=item, by=me)
        where = carried.meeting.title if carried.meeting_id != meeting.pk else ""
        messages.info(
            request, f"It goes to {where}." if where else "It waits to be heard another day."
        )
    if following is None:
        return redirect(f"{address('run', meeting)}?item=end")
    return redirect(_at(meeting, following.key))


def _keep(request: MemberRequest, me: Membership, item: AgendaItem, do: str) -> dict[str, Any]:
    """Keep what was typed; the form with its problem where it cannot be."""
    if do == "decide":
        decision = DecisionForm(request.POST, auto_id="decision_%s")
        if not decision.is_valid():
            return {"decision_form": decision, "form": decision}
        notes.decide(item=item, by=me, **decision.cleaned_data)
    elif do == "interest":
        interest = InterestForm(request.POST, auto_id="interest_%s")
        if not interest.is_valid():
            return {"interest_form": interest, "form": interest}
        notes.declare(item=item, by=me, **interest.cleaned_data)
    elif do == "asked":
        AgendaItem.objects.filter(pk=item.pk, asked_at=None).update(asked_at=timezone.now())
    else:
        note = NoteForm(request.POST)
        if not note.is_valid():
            return {"note_form": note, "form": note}
        notes.write_down(item=item, by=me, stop=do == "stop", **note.cleaned_data)
    return {}
