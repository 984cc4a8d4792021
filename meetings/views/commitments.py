"""What we said we would do: all of it, mine, and one with how it went."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from collaborative.paging import turn
from collaborative.text import clean_line
from meetings import access, commitments
from meetings.commitment_forms import CommitmentForm, TellForm
from meetings.models import Commitment, CommitmentQuerySet, Meeting
from members.access import helps
from members.here import enter
from members.models import Membership

A_PAGE = 30


def _here(me: Membership) -> CommitmentQuerySet:
    return Commitment.objects.visible_to(me.person).filter(collaborative=me.collaborative_id)


@require_safe
def everybodys(request: MemberRequest, collaborative: str) -> HttpResponse:
    """By the day hoped for and by day said: never by whose they are, and never counted."""
    me = enter(request, collaborative)
    meeting = _meeting(me, request.GET.get("meeting", ""))
    rows = commitments.with_last_word(_here(me).shown())
    rows = rows.filter(meeting=meeting) if meeting else rows
    context = {
        "meeting": meeting,
        "open": turn(rows.soonest(), "hoped", "key", after=_after(request, "open"), most=A_PAGE),
        "settled": turn(
            rows.settled(), "-made_on", "key", after=_after(request, "settled"), most=A_PAGE
        ),
        "may_say": access.takes_part(me),
    }
    return page(request, "meetings/commitments.html", context)


def _after(request: MemberRequest, which: str) -> str:
    return clean_line(request.GET.get(which, ""))


def _meeting(me: Membership, key: str) -> Meeting | None:
    """The one asked for, if there is such a one; otherwise all of them are shown."""
    here = Meeting.objects.visible_to(me)
    return here.filter(key=clean_line(key)).first() if key else None


@require_safe
def mine(request: MemberRequest, collaborative: str) -> HttpResponse:
    """What I said, held ones too; and what became of it."""
    me = enter(request, collaborative)
    rows = commitments.with_last_word(_here(me).filter(member=me))
    context = {
        "open": turn(rows.soonest(), "hoped", "key", after=_after(request, "open"), most=A_PAGE),
        "settled": turn(
            rows.settled(), "-made_on", "key", after=_after(request, "settled"), most=A_PAGE
        ),
        "may_say": access.takes_part(me),
        "own": True,
    }
    return page(request, "meetings/my_commitments.html", context)


@require_http_methods(["GET", "POST"])
def new(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Say what one will do; ``?meeting=key`` says where it was said."""
    me = enter(request, collaborative)
    if not access.takes_part(me):
        raise Http404
    key = request.POST.get("meeting") or request.GET.get("meeting", "")
    meeting = _meeting(me, key)
    holds = access.may_hold(me, meeting) if meeting else helps(me)
    data = request.POST if request.method == "POST" else None
    form = CommitmentForm(data, initial={"key": new_key()}, me=me, helps=holds)
    if form.is_valid():
        said = commitments.promise(by=me, meeting=meeting, **form.cleaned_data)
        messages.success(request, "Thank you. It is read out when we meet again.")
        return redirect(said)
    context = {"form": form, "meeting": meeting}
    return page(
        request, "meetings/new_commitment.html", context, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
def one(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """One, with each change and its day; a POST tells how it stands."""
    me = enter(request, collaborative)
    found = get_object_or_404(_here(me), key=key)
    may_tell = access.may_tell(me, found)
    if found.held and not (may_tell or helps(me)):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = TellForm(data, initial={"state": found.state})
    if data is not None and not may_tell:
        raise Http404
    if form.is_valid():
        commitments.tell(commitment=found, by=me, **form.cleaned_data)
        messages.success(request, "Noted. Whatever the answer is, it is a good one to have.")
        return redirect(found)
    context: dict[str, Any] = {
        "commitment": found,
        "steps": list(found.steps.all()),
        "form": form if may_tell else None,
    }
    status = 422 if form.is_bound else 200
    return page(request, "meetings/commitment.html", context, status=status)
