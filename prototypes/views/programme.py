"""The day on one page, to print; and what has been hard for long, with the way in beside it."""

from __future__ import annotations

from itertools import groupby

from django.db.models import F, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from collaborative.paging import turn
from meetings.models import Meeting
from members.here import enter
from prototypes.models import Output, PrototypingSession, Table, Theme

MOST = 60


@require_safe
def programme(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """The sessions of a meeting by day and hour, with room, way and tables."""
    me = enter(request, collaborative)
    meeting = get_object_or_404(
        Meeting.objects.visible_to(me.person), collaborative=me.collaborative, key=key
    )
    rows = (
        PrototypingSession.objects.visible_to(me.person)
        .filter(meeting=meeting)
        .select_related("question")
        .order_by(F("starts_at").asc(nulls_first=True), "pk")[:MOST]
    )
    sessions = list(rows)
    tables = list(Table.objects.filter(meeting=meeting, merged_into=None, closed_at=None))
    for session in sessions:
        session.own_tables = [  # type: ignore[attr-defined]
            table for table in tables if table.session_id == session.pk
        ]
    context = {
        "meeting": meeting,
        "days": [(day, list(of)) for day, of in groupby(sessions, key=lambda row: row.day)],
        "all_day": [table for table in tables if table.session_id is None],
    }
    return page(request, "prototypes/programme.html", context)


@require_safe
def challenges(request: MemberRequest, collaborative: str) -> HttpResponse:
    """What people called a challenge, with the opportunity in it and the themes it stands under."""
    me = enter(request, collaborative)
    words = Output.objects.visible_to(me.person).filter(collaborative=me.collaborative)
    answers = words.filter(kind=Output.Kind.OPPORTUNITY).order_by("pk")
    themes = Theme.objects.order_by("name")
    rows = (
        words.filter(kind=Output.Kind.CHALLENGE)
        .select_related("session")
        .prefetch_related(
            Prefetch("answers", answers, to_attr="ways_in"),
            Prefetch("themes", themes, to_attr="homes"),
        )
    )
    context = {"notes": turn(rows, "pk", after=request.GET.get("after", ""))}
    return page(request, "prototypes/challenges.html", context)
