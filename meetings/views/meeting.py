"""One meeting on one page: before it, during it and after it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from collaborative import came_out
from collaborative.http import MemberRequest, page
from meetings import access, actions
from meetings.agenda import agenda_of
from meetings.bank_holidays import offer_for
from meetings.changing import mark_of
from meetings.errors import RepliesClosed
from meetings.forms import HeadCountForm, ReplyForm
from meetings.models import Meeting, Reply
from meetings.told import with_what_was
from members.here import enter
from members.models import Membership

CLOSED = "This meeting takes no answers any more. Nothing was changed."


def find(me: Membership, key: str) -> Meeting:
    """The meeting behind a key, with the viewer's answer and any write-up; Http404 otherwise."""
    here = Meeting.objects.visible_to(me)
    rows = with_what_was(here.with_answers(me), me).select_related("write_up__signed_by")
    found: Meeting = get_object_or_404(rows, key=key)
    return found


@require_http_methods(["GET", "POST"])
def meeting(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """One meeting on one page; a POST is the viewer's answer, with JavaScript or without."""
    me = enter(request, collaborative)
    found = find(me, key)
    if request.method == "POST":
        return _answer(request, me, found)
    return page(request, "meetings/meeting.html", on_one_page(me, found))


def _answer(request: MemberRequest, me: Membership, found: Meeting) -> HttpResponse:
    form = ReplyForm(request.POST, online=bool(found.online_link))
    back = "home" if request.POST.get("back") == "home" else ""
    if form.is_valid():
        try:
            actions.reply_to_meeting(meeting=found, by=me, answer=form.cleaned_data["answer"])
        except RepliesClosed:
            form.add_error(None, CLOSED)
    if form.is_valid() and not request.htmx:
        home = reverse("home", kwargs={"collaborative": me.collaborative.slug})
        return redirect(f"{home if back else found.get_absolute_url()}#answer")
    if form.is_valid():
        found = find(me, found.key)
    part = request.htmx and {"meeting": found, "who": None if back else who_comes(me, found)}
    context = (part or on_one_page(me, found)) | {"form": form, "back": back}
    status = 200 if form.is_valid() else 422
    return page(
        request, "meetings/meeting.html", context, part="meetings/_reply.html", status=status
    )


@require_POST
def head_count(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """How many came: a number from those who help, no names."""
    me = enter(request, collaborative)
    found = find(me, key)
    if not (found.took_place and access.may_hold(me, found)):
        raise Http404
    form = HeadCountForm(request.POST)
    if form.is_valid():
        actions.count_heads(meeting=found, by=me, **form.cleaned_data)
        if not request.htmx:
            return redirect(f"{found.get_absolute_url()}#head-count")
        found.came = form.cleaned_data["came"]
    context = on_one_page(me, found) | {"count_form": form}
    return page(
        request,
        "meetings/meeting.html",
        context,
        part="meetings/_head_count.html",
        status=200 if form.is_valid() else 422,
    )


def on_one_page(me: Membership, found: Meeting) -> dict[str, Any]:
    """All that the page says. Names, drafts and forms only where ``me`` may have them."""
    holds = access.may_hold(me, found) and found.state == Meeting.State.PUBLISHED
    write_up = getattr(found, "write_up", None)
    reads = holds or bool(write_up and access.may_check(me, found, write_up))
    drafted = write_up if reads else None
    may_change = access.may_add(me) and not found.is_over
    offer = offer_for(found, me.collaborative) if may_change else None
    return {
        "meeting": found,
        "holds": holds,
        "who": who_comes(me, found),
        "agenda": agenda_of(found),
        "write_up": write_up if write_up and write_up.is_published else None,
        "draft": drafted if drafted and not drafted.is_published else None,
        "decisions": found.decided if found.has_begun else [],  # type: ignore[attr-defined]
        "may_shape": access.may_shape(me, found),
        "may_change": may_change,
        "offer": offer,
        "seen": mark_of(found) if offer else "",
        "takes_part": access.takes_part(me),
        "lines": came_out.lines_for([found])[found.pk] if found.has_begun else [],
        "count_form": _count_form(found) if holds else None,
    }


def who_comes(me: Membership, found: Meeting) -> dict[str, list[str]] | None:
    """Names by answer, for those who help that day; None for everybody else."""
    if not found.takes_replies or not access.may_see_who_comes(me, found):
        return None
    replies = list(found.replies.of_people_here().by_name())
    seated = [reply for reply in replies if not reply.waiting_since]
    coming = (Reply.Answer.YES, Reply.Answer.ONLINE)
    return {
        "yes": [reply.member.chosen_name for reply in seated if reply.answer in coming],
        "waiting": [r.member.chosen_name for r in replies if r.waiting_since],
        "maybe": [r.member.chosen_name for r in replies if r.answer == Reply.Answer.MAYBE],
    }


def _count_form(found: Meeting) -> HeadCountForm:
    counted = {"online": found.came_online or None, "by_phone": found.came_by_phone or None}
    return HeadCountForm(initial={"came": found.came, **counted})
