"""All meetings: coming and past; the one that comes next; and a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative import came_out
from collaborative.clock import MONTHS, say_date, today_for
from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from collaborative.text import clean_line
from meetings import access, actions
from meetings.forms import MeetingForm
from meetings.models import Meeting, MeetingQuerySet, MeetingSeries
from meetings.narrowing import FindForm
from meetings.news import upcoming
from meetings.words import opening
from members.guard import Nudge
from members.guarding import question, said_without
from members.here import enter
from members.models import Membership

A_PAGE = 12
MOST = 50  # of those found; whoever looks for one asks more closely


@require_safe
def meetings(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Coming and past ones; ``?after=`` or ``?before=`` a meeting's key for more of either."""
    me = enter(request, collaborative)
    here = Meeting.objects.visible_to(me)
    before, after = (clean_line(request.GET.get(name, "")) for name in ("before", "after"))
    context: dict[str, Any] = {"may_add": access.may_add(me), "further": bool(before or after)}
    context["finder"] = FindForm(None, me)
    if not before:
        coming = here.upcoming().with_answers(me)
        coming = coming.after(get_object_or_404(here, key=after)) if after else coming
        context |= _page_of(coming, "coming", "After")
    if not after:
        past = here.announced().past()
        past = past.before(get_object_or_404(here, key=before)) if before else past
        context |= _with_what_came(_page_of(past.with_beginning(), "past", "Before"))
    if not before and not after:
        rules = MeetingSeries.objects.filter(collaborative=me.collaborative, ended=False)
        context["rules"] = list(rules.order_by("first_on", "pk"))
    return page(request, "meetings/meetings.html", context)


@require_safe
def found(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Some among all of them: by ``?q=``, ``?year=`` and the topics of other apps."""
    me = enter(request, collaborative)
    finder = FindForm(request.GET, me)
    context: dict[str, Any] = {"finder": finder, "found": None}
    if finder.asks:
        rows = finder.narrowed(Meeting.objects.visible_to(me).announced())
        rows = rows.order_by("-starts_at", "-pk").with_beginning()[:MOST]
        context["found"] = _with_what_came({"past": list(rows)})["past"]
    return page(request, "meetings/found.html", context)


def _page_of(rows: MeetingQuerySet, name: str, which: str) -> dict[str, Any]:
    """One page of a list, the key where the next one begins, and what to call that."""
    found = list(rows[: A_PAGE + 1])
    shown, rest = found[:A_PAGE], found[A_PAGE:]
    more = {"key": shown[-1].key, "label": _beyond(which, shown[-1], rest[0])} if rest else None
    return {name: shown, f"more_{name}": more}


def _beyond(which: str, last: Meeting, first: Meeting) -> str:
    """ "Before November"; with the day where a month goes on behind it."""
    day = last.local_start
    if (first.local_start.year, first.local_start.month) == (day.year, day.month):
        return f"{which} {say_date(day)}"
    year = "" if day.year == today_for(day).year else f" {day.year}"
    return f"{which} {MONTHS[day.month - 1]}{year}"


def _with_what_came(context: dict[str, Any]) -> dict[str, Any]:
    lines = came_out.lines_for(context["past"])
    for meeting in context["past"]:
        write_up = getattr(meeting, "write_up", None)
        meeting.told = write_up if write_up and write_up.is_published else None
        meeting.opening = opening(meeting.beginning) if meeting.told else ""
        meeting.lines = lines[meeting.pk]
    return context


@require_safe
def next_one(request: MemberRequest, collaborative: str) -> HttpResponse:
    """An address that always leads to the next meeting."""
    me = enter(request, collaborative)
    meeting, _ = upcoming(me)
    if meeting is None:
        return page(request, "meetings/none.html", {"may_add": access.may_add(me)}, status=404)
    return redirect(meeting)


@require_http_methods(["GET", "POST"])
def new(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Add a meeting; members see it at once."""
    me = enter(request, collaborative)
    if not access.may_add(me):
        raise Http404
    asks: Nudge | None = None
    home = me.collaborative
    if request.method == "GET":
        form = MeetingForm(initial=_as_last_time(me), collaborative=home)
    else:
        form = MeetingForm(request.POST, collaborative=home)
        if better := said_without(form, request.POST):
            form = MeetingForm(better, collaborative=home)
        elif form.is_valid() and not (asks := question(form, request.POST)):
            meeting = actions.add_meeting(by=me, **form.cleaned_data)
            messages.success(request, "It is in the calendar. Everybody here can see it.")
            return redirect(meeting)
    status = 422 if form.errors else 200
    return page(request, "meetings/new.html", {"form": form, "nudge": asks}, status=status)


def _as_last_time(me: Membership) -> dict[str, Any]:
    """Most meetings are like the one before."""
    last = Meeting.objects.filter(collaborative=me.collaborative_id).order_by("-starts_at").first()
    first = {"key": new_key(), "kind": Meeting.Kind.BREAKFAST}
    if last is None:
        return first
    starts, ends = last.local_start.time(), last.local_end.time()
    return first | {"kind": last.kind, "venue": last.venue_id, "starts": starts, "ends": ends}
