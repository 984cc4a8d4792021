"""Bringing in meetings of before: every line is shown as it would be, then kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from meetings import access
from meetings.bringing_in import bring_in, compared
from meetings.past import read
from meetings.past_forms import PastForm
from members.guarding import question, said_without
from members.here import enter


@require_http_methods(["GET", "POST"])
def past(request: MemberRequest, collaborative: str) -> HttpResponse:
    """``do=keep`` keeps them; without it, each line says what it would become."""
    me = enter(request, collaborative)
    if not access.may_add(me):
        raise Http404
    if request.method == "GET":
        return page(request, "meetings/past.html", {"form": PastForm()})
    sent = said_without(PastForm(), request.POST) or request.POST
    form = PastForm(sent, request.FILES)
    if not form.is_valid():
        return page(request, "meetings/past.html", {"form": form}, status=422)
    form = PastForm(_with(sent, form.cleaned_data["lines"]))  # from here on, the file is its text
    form.is_valid()
    lines = compared(read(form.cleaned_data["lines"], me.collaborative.zone), me.collaborative)
    good = [line for line in lines if line.past and not line.known]
    keeps = "without" not in request.POST and ("told" in sent or sent.get("do") == "keep")
    asks = question(form, sent) if keeps and good else None
    if keeps and good and not asks:
        kept = bring_in(lines=lines, by=me)
        messages.success(request, _told(kept))
        return redirect("meetings:meetings", collaborative=collaborative)
    context: dict[str, Any] = {"form": form, "lines": lines, "good": len(good), "nudge": asks}
    return page(request, "meetings/past.html", context)


def _with(sent: QueryDict, lines: str) -> QueryDict:
    changed = sent.copy()
    changed["lines"] = lines
    return changed


def _told(kept: int) -> str:
    if kept == 1:
        return "One meeting is in the calendar now. Nobody got a letter about it."
    return f"{kept} meetings are in the calendar now. Nobody got a letter about them."
