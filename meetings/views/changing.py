"""One date by itself: another day, hour or place; called off, and on again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from meetings import access, changing
from meetings.errors import AlreadyOver, MeetingChanged
from meetings.models import Meeting
from meetings.seen import differing
from meetings.series_forms import CallOffForm, ChangeForm
from meetings.views.finding import meeting_for
from members.guarding import question, said_without
from members.here import enter
from members.models import Membership

OVER = "This meeting is over. Nothing was changed."


def to_change(request: MemberRequest, collaborative: str, key: str) -> tuple[Membership, Meeting]:
    """A meeting to come, for whoever looks after the place.

    Raises:
        Http404: for everybody else, and for what has been.
    """
    me = enter(request, collaborative)
    meeting = meeting_for(me, key)
    if not access.may_add(me) or meeting.is_over:
        raise Http404
    return me, meeting


@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Change one date. Somebody who was quicker is not overwritten: 409, with both."""
    me, meeting = to_change(request, collaborative, key)
    form = _form(request.POST if request.method == "POST" else None, me, meeting)
    context: dict[str, Any] = {"meeting": meeting, "form": form}
    status = 422 if form.is_bound else 200
    if form.is_bound and (better := said_without(form, request.POST)):
        context["form"], status = _form(better, me, meeting), 200
    elif form.is_valid():
        if asks := question(form, request.POST):
            return page(request, "meetings/change.html", context | {"nudge": asks})
        try:
            changing.change_date(meeting=meeting, by=me, **form.cleaned_data)
        except MeetingChanged as error:
            return _both(request, form, error.current)
        except AlreadyOver:
            form.add_error(None, OVER)
        else:
            messages.success(request, "It is changed. Who has answered need not answer again.")
            return redirect(meeting)
    return page(request, "meetings/change.html", context, status=status)


def _form(data: QueryDict | None, me: Membership, meeting: Meeting) -> ChangeForm:
    return ChangeForm(data, collaborative=me.collaborative, initial=_as_it_is(meeting))


def _both(request: MemberRequest, form: ChangeForm, theirs: Meeting) -> HttpResponse:
    """Nothing is lost: theirs stands, mine is in the boxes, and what differs is named."""
    differs = differing(form, _as_it_is(theirs))
    form.data = {**request.POST.dict(), "seen": changing.mark_of(theirs)}
    context = {"meeting": theirs, "form": form, "quicker": True, "differs": differs}
    return page(request, "meetings/change.html", context, status=409)


def _as_it_is(meeting: Meeting) -> dict[str, Any]:
    first, last = meeting.days
    names = ("title", "kind", "online_link", "places", "purpose", "can_change")
    return {
        "day": first,
        "last_day": last if last != first else None,
        "starts": meeting.local_start.time(),
        "ends": meeting.local_end.time(),
        "venue": meeting.venue_id,
        "seen": changing.mark_of(meeting),
        **{name: getattr(meeting, name) for name in names},
    }


@require_http_methods(["GET", "POST"])
def call_off(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Call a meeting off, with a reason; ``do=on`` puts it on again."""
    me, meeting = to_change(request, collaborative, key)
    if request.POST.get("do") == "on":
        changing.put_on_again(meeting=meeting, by=me)
        messages.success(request, "It takes place after all. Everybody here can see it.")
        return redirect(meeting)
    data = request.POST if request.method == "POST" else None
    form = CallOffForm(data, initial={"because": meeting.called_off_because})
    context: dict[str, Any] = {"meeting": meeting, "form": form}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "meetings/call_off.html", context, status=status)
    if better := said_without(form, request.POST):
        context["form"] = CallOffForm(better)
        return page(request, "meetings/call_off.html", context)
    if asks := question(form, request.POST):
        return page(request, "meetings/call_off.html", context | {"nudge": asks})
    changing.call_off(meeting=meeting, by=me, because=form.cleaned_data["because"])
    messages.success(request, "It is called off. Its page says why.")
    return redirect(meeting)
