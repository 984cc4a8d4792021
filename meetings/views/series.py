"""A series: when we meet, its dates, and another rhythm in the middle of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from meetings import access
from meetings import series as rules
from meetings.models import MeetingSeries
from meetings.series_forms import SeriesForm
from members.access import today_in
from members.here import enter
from members.models import Membership


def found(me: Membership, key: str) -> list[MeetingSeries]:
    """The rules of a series, in their order.

    Raises:
        Http404: there is none of that key here.
    """
    rows = rules.rules_of(me.collaborative, key)
    if not rows:
        raise Http404
    return rows


def now_of(rows: list[MeetingSeries], me: Membership) -> MeetingSeries:
    """The rule of today, or the next one, or the last there was."""
    today = today_in(me.collaborative)
    standing = [row for row in rows if not row.ended and row.until >= today]
    return (standing or rows[-1:])[0]


@require_safe
def one(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """When we meet, in words, and the next twelve dates; for everybody here."""
    me = enter(request, collaborative)
    rows = found(me, key)
    now = now_of(rows, me)
    meetings = list(rules.dates_of(me.collaborative, key).announced()[: rules.SHOWN])
    rules.name_holidays(meetings, me.collaborative)
    context = {
        "series": now,
        "later": [row for row in rows if not row.ended and row.first_on > now.first_on],
        "meetings": meetings,
        "may_add": access.may_add(me),
    }
    return page(request, "meetings/series.html", context)


@require_http_methods(["GET", "POST"])
def new(request: MemberRequest, collaborative: str) -> HttpResponse:
    """A new series; the next twelve dates are shown before anything is kept."""
    me = _looks_after(request, collaborative)
    return _form(request, me, None, {"name": ""})


@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Another rhythm from a day on, until a day or for good; ``do=end`` ends the series."""
    me = _looks_after(request, collaborative)
    now = now_of(found(me, key), me)
    if request.POST.get("do") == "end":
        rules.end(thread=key, by=me)
        messages.success(request, "No more of these. Dates that somebody has answered stay.")
        return redirect("meetings:series", collaborative=collaborative, key=key)
    return _form(request, me, now, _as_it_is(now))


def _looks_after(request: MemberRequest, collaborative: str) -> Membership:
    me = enter(request, collaborative)
    if not access.may_add(me):
        raise Http404
    return me


def _as_it_is(now: MeetingSeries) -> dict[str, Any]:
    rule = rules.rule_of(now)
    return {
        "which": rule.which,
        "weekday": rule.weekday,
        "starts": rule.starts,
        "ends": rule.ends,
        "place": now.venue.name if now.venue else "",
        **{name: getattr(now, name) for name in ("name", "online_link", "kind", "calendar_title")},
    }


def _form(
    request: MemberRequest, me: Membership, now: MeetingSeries | None, initial: dict[str, Any]
) -> HttpResponse:
    home = me.collaborative
    data = request.POST if request.method == "POST" else None
    form = SeriesForm(data, collaborative=home, initial=initial)
    context: dict[str, Any] = {"form": form, "series": now}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "meetings/series_change.html", context, status=status)
    asked = form.asked() | {"thread": now.thread if now else ""}
    if request.POST.get("do") != "keep":
        context |= {"coming": rules.foretold(by=me, **asked), "rule": form.rule()}
        return page(request, "meetings/series_change.html", context)
    series = rules.set_rule(by=me, **asked)
    messages.success(request, f"We meet {series.words}. A year of dates is in the calendar.")
    return redirect("meetings:series", collaborative=home.slug, key=series.thread)
