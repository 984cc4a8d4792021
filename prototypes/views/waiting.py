"""Notes that waited on a device: delivered in its order, each once, however often they come."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest
from members.here import enter
from members.models import Membership
from prototypes import door as doors
from prototypes import writing
from prototypes.errors import SessionIsClosed, TableIsFull
from prototypes.forms import CaptureForm
from prototypes.models import PrototypingSession, Table
from prototypes.plain_words import as_typed
from prototypes.views.finding import session_to_work_on

MOST_AT_ONCE = 50  # the script sends forty


@require_http_methods(["GET", "POST"])
def of_helper(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """From the page of those who help; GET gives the token that a kept page may have lost."""
    me = enter(request, collaborative)
    session = session_to_work_on(me, key)
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    return receive(request, session, me, None)


@login_not_required
@require_http_methods(["GET", "POST"])
def of_table(request: HttpRequest, code: str) -> HttpResponse:
    """From a table's phone."""
    try:
        found = doors.find(request, as_typed(code))
    except doors.TooManyTries:
        return JsonResponse({}, status=429)
    if found is None:
        return JsonResponse({}, status=404)
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    return receive(request, found.session, None, found.table)


def receive(
    request: HttpRequest, session: PrototypingSession, me: Membership | None, table: Table | None
) -> HttpResponse:
    """Which were kept, and why the others were not; ``table`` is where all of them were said."""
    if request.content_type != "application/json":
        return JsonResponse({}, status=400)
    try:
        rows = json.loads(request.body)["notes"][:MOST_AT_ONCE]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({}, status=400)
    tables = {} if table else all_tables(session)
    notes: list[tuple[UUID, writing.Said]] = []
    kept: list[str] = []
    refused: dict[str, str] = {}
    for row in rows:
        name = str(row.get("id", "")) if isinstance(row, dict) else ""
        form = CaptureForm(as_posted(row, name), tables=())
        if form.is_valid():
            said = form.said.at(table or tables.get(str(row.get("table", ""))))
            notes.append((form.cleaned_data["sent_as"], said))
            kept.append(name)
        else:
            refused[name] = why_not(form)
    try:
        writing.deliver(session=session, by=me, waiting=notes)
    except SessionIsClosed:
        return JsonResponse({}, status=409)
    except TableIsFull:
        return JsonResponse({}, status=429)
    return JsonResponse({"kept": kept, "refused": refused})


def as_posted(row: Any, name: str) -> dict[str, str]:
    if not isinstance(row, dict):
        return {}
    words = {field: str(row.get(field, "")) for field in ("words", "kind", "consent")}
    return {**words, "sent_as": name}


def why_not(form: CaptureForm) -> str:
    """The first thing that is wrong with it."""
    return next(str(words) for errors in form.errors.values() for words in errors)


def all_tables(session: PrototypingSession) -> dict[str, Table]:
    """By key, closed and merged ones as well: what was said there came late, and is not lost."""
    rows = Table.objects.filter(
        meeting=session.meeting_id, collaborative=session.collaborative_id
    ).select_related("merged_into")
    return {row.key: row.merged_into or row for row in rows}
