"""Writing a meeting up, by those who helped to hold it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from meetings import access, actions
from meetings.errors import WriteUpChanged
from meetings.forms import WriteUpForm
from meetings.models import WriteUp
from meetings.views.meeting import find
from members.guard import Nudge, nudge, without
from members.here import enter


@require_http_methods(["GET", "POST"])
def write_up(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Write or change it. 409 with both texts when somebody else kept another one meanwhile."""
    me = enter(request, collaborative)
    meeting = find(me, key)
    if not (meeting.took_place and access.may_hold(me, meeting)):
        raise Http404
    kept: WriteUp | None = getattr(meeting, "write_up", None)
    form = WriteUpForm(request.POST) if request.method == "POST" else WriteUpForm(initial=_of(kept))
    context: dict[str, Any] = {"meeting": meeting, "kept": kept, "form": form}
    if kept and not form.is_bound:
        context["nudge"] = _asked(_of(kept), kept)
    if not form.is_valid():
        return page(
            request, "meetings/write_up.html", context, status=422 if form.is_bound else 200
        )
    typed = form.cleaned_data
    if "without" in request.POST:
        plain = {**typed, **{name: without(typed[name]) for name in TEXTS}}
        context |= {"form": WriteUpForm(initial=plain), "read_over": True}
        return page(request, "meetings/write_up.html", context)
    asked = _asked(typed, kept)
    if typed["publish"] and asked and request.POST.get("told") != asked.told:
        typed["publish"] = False  # kept, and published once somebody has chosen
    else:
        asked = None
    try:
        written = actions.save_write_up(meeting=meeting, by=me, **typed)
    except WriteUpChanged as changed:
        mine = {**typed, "version": changed.current.version}
        context |= {"theirs": changed.current, "mine": mine, "form": WriteUpForm(initial=mine)}
        return page(request, "meetings/write_up.html", context, status=409)
    if asked:
        return redirect(request.path)
    if written.is_published:
        messages.success(request, "It is published. Everybody here can read it.")
    else:
        messages.success(request, "It is kept as a draft. Only those who help can see it.")
    return redirect(meeting)


TEXTS = ("body", "easy_read")


def _asked(typed: dict[str, Any], kept: WriteUp | None) -> Nudge | None:
    """What the guard asks before a text is published; of a published one, nothing any more."""
    if kept and kept.is_published:
        return None
    return nudge("\n".join(typed[name] for name in TEXTS))


def _of(kept: WriteUp | None) -> dict[str, Any]:
    if kept is None:
        return {"version": 0}
    return {"body": kept.body, "easy_read": kept.easy_read, "version": kept.version}
