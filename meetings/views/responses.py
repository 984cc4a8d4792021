"""What people say to a write-up; each answered once, and not further down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from collaborative.forms import Plain
from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from collaborative.paging import turn
from collaborative.text import TextField
from meetings import access, write_up_actions
from meetings.agenda_forms import A_KEY
from meetings.models import Meeting, Response, WriteUp
from meetings.views.finding import address
from meetings.views.meeting import find
from members.here import enter
from members.models import Membership


class ResponseForm(Plain, forms.Form):
    words = TextField(
        label="What would you like to say?", max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    key = forms.RegexField(A_KEY, widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
def responses(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Oldest first. A POST says something, ``to`` somebody's words or to the text itself."""
    me = enter(request, collaborative)
    meeting = find(me, key)
    write_up: WriteUp | None = getattr(meeting, "write_up", None)
    if write_up is None or not write_up.is_published:
        raise Http404
    may_say = access.takes_part(me)
    form = ResponseForm(request.POST) if request.method == "POST" else _new()
    to = _to(write_up, request.POST.get("to") or request.GET.get("to", ""))
    if form.is_bound:
        if not may_say:
            raise Http404
        if "take_back" in request.POST:
            return _take_back(request, me, meeting, write_up)
        if form.is_valid():
            said = write_up_actions.respond(write_up=write_up, by=me, to=to, **form.cleaned_data)
            return redirect(f"{address('responses', meeting)}#said-{said.key}")
    context = _threads(request, me, meeting, write_up)
    context |= {"form": form, "to": to, "may_say": may_say}
    return page(request, "meetings/responses.html", context, status=422 if form.is_bound else 200)


def _new() -> ResponseForm:
    return ResponseForm(initial={"key": new_key()})


def _to(write_up: WriteUp, key: str) -> Response | None:
    rows = Response.objects.filter(write_up=write_up, held=False).select_related("member")
    return rows.filter(key=key).first() if key else None


def _take_back(
    request: MemberRequest, me: Membership, meeting: Meeting, write_up: WriteUp
) -> HttpResponse:
    mine = Response.objects.filter(write_up=write_up, member=me)
    response = get_object_or_404(mine, key=request.POST["take_back"])
    write_up_actions.take_back_response(response=response, by=me)
    messages.success(request, "Taken back. The words are gone.")
    return redirect(address("responses", meeting))


def _threads(
    request: MemberRequest, me: Membership, meeting: Meeting, write_up: WriteUp
) -> dict[str, Any]:
    """A page of first words with all answers under each; what is held only for who may choose."""
    helps = access.may_hold(me, meeting)
    rows = Response.objects.filter(write_up=write_up).select_related("member")
    first = turn(rows.filter(to=None), "pk", after=request.GET.get("after", ""), most=30)
    answers: dict[int, list[Response]] = {}
    for each in rows.filter(to__in=[row.pk for row in first.rows]).order_by("said_at", "pk"):
        answers.setdefault(each.to_id or 0, []).append(each)

    def reads(response: Response) -> bool:
        return not response.held or helps or response.member_id == me.pk

    threads = [
        (response, [each for each in answers.get(response.pk, []) if reads(each)])
        for response in first.rows
        if reads(response)
    ]
    return {"meeting": meeting, "threads": threads, "after": first.after, "me": me}
