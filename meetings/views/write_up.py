"""Writing a meeting up: by those who helped to hold it, put right by those who were there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from meetings import access, write_up_actions
from meetings.differences import difference
from meetings.errors import WriteUpChanged
from meetings.forms import WriteUpForm
from meetings.models import Meeting, WriteUp
from meetings.notes import beginning_of
from meetings.views.meeting import find
from members.guard import Nudge, nudge, without
from members.guarding import question
from members.here import enter
from members.models import Membership

TEXTS = ("body", "easy_read")


@require_http_methods(["GET", "POST"])
def write_up(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Write or change it. 409 with both texts when somebody else kept another one meanwhile."""
    me = enter(request, collaborative)
    meeting = find(me, key)
    kept: WriteUp | None = getattr(meeting, "write_up", None)
    helps = _let_in(me, meeting, kept)
    form = WriteUpForm(request.POST) if request.method == "POST" else _form(meeting, kept)
    context: dict[str, Any] = {"meeting": meeting, "kept": kept, "form": form, "helps": helps}
    if kept and not form.is_bound:
        context["nudge"] = _asked(_of(kept), kept)
    if not form.is_valid():
        return page(
            request, "meetings/write_up.html", context, status=422 if form.is_bound else 200
        )
    typed = form.cleaned_data
    if not helps or "signature" not in request.POST:
        typed["signature"] = None
    if not helps:
        typed["publish"] = typed["check"] = False
        typed["outside"] = None
    if "without" in request.POST:
        plain = {**typed, **{name: without(typed[name]) for name in TEXTS}}
        context |= {"form": WriteUpForm(initial=plain), "read_over": True}
        return page(request, "meetings/write_up.html", context)
    if kept and kept.is_published and typed["outside"] and not kept.outside:
        context["asks"] = question(form, request.POST)  # others than those here will read it
        if context["asks"]:
            return page(request, "meetings/write_up.html", context)
    return _keep(request, me, context, typed)


def _let_in(me: Membership, meeting: Meeting, kept: WriteUp | None) -> bool:
    """Whether ``me`` helps; Http404 for whoever may not even put small things right."""
    helps = access.may_hold(me, meeting)
    checks = kept is not None and access.may_check(me, meeting, kept)
    if not meeting.took_place or not (helps or checks):
        raise Http404
    return helps


def _keep(
    request: MemberRequest, me: Membership, context: dict[str, Any], typed: dict[str, Any]
) -> HttpResponse:
    meeting, kept = context["meeting"], context["kept"]
    asked = _asked(typed, kept)
    if typed["publish"] and asked and request.POST.get("told") != asked.told:
        typed["publish"] = False  # kept, and published once somebody has chosen
    else:
        asked = None
    try:
        written = write_up_actions.save_write_up(meeting=meeting, by=me, **typed)
    except WriteUpChanged as changed:
        return _both(request, context, typed, changed.current)
    if asked:
        return redirect(request.path)
    messages.success(request, SAYS[WriteUp.State(written.state)])
    return redirect(meeting)


SAYS = {
    WriteUp.State.DRAFT: "It is kept as a draft. Only those who help can see it.",
    WriteUp.State.CHECKING: "Kept. Those who were there can read it and put small things right.",
    WriteUp.State.PUBLISHED: "It is published. Everybody here can read it.",
}


def _both(
    request: MemberRequest, context: dict[str, Any], typed: dict[str, Any], theirs: WriteUp
) -> HttpResponse:
    """Nothing is lost: theirs stands, mine is in the box, and what differs is shown."""
    mine = {**typed, "version": theirs.version}
    mine["outside"] = theirs.outside if typed["outside"] is None else typed["outside"]
    mine["signature"] = theirs.signature if typed["signature"] is None else typed["signature"]
    context |= {
        "theirs": theirs,
        "mine": mine,
        "form": WriteUpForm(initial=mine),
        "differs": difference(theirs.body, typed["body"]),
    }
    return page(request, "meetings/write_up.html", context, status=409)


def _asked(typed: dict[str, Any], kept: WriteUp | None) -> Nudge | None:
    """What the guard asks before a text is published; of a published one, nothing any more."""
    if kept and kept.is_published:
        return None
    return nudge("\n".join(typed[name] for name in TEXTS))


def _form(meeting: Meeting, kept: WriteUp | None) -> WriteUpForm:
    """A new text begins with what was typed in the room."""
    if kept is None:
        return WriteUpForm(initial={"version": 0, "body": beginning_of(meeting)})
    return WriteUpForm(initial=_of(kept))


def _of(kept: WriteUp) -> dict[str, Any]:
    names = ("body", "easy_read", "signature", "outside", "version")
    return {name: getattr(kept, name) for name in names}
