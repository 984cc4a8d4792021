"""Saying for people without email whether they come, as they told us."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from meetings import answers as links
from meetings.actions import reply_to_meeting
from meetings.errors import RepliesClosed
from meetings.models import Meeting, Reply
from members import reaching
from members.models import Membership
from members.views.roles import coordinator

MOST = 60


@require_http_methods(["GET", "POST"])
def answers(request: MemberRequest, collaborative: str) -> HttpResponse:
    """For the next meeting: each with three buttons, what was said, a link for a supporter."""
    me = coordinator(request, collaborative)
    coming = Meeting.objects.told_to(me.person).filter(collaborative=me.collaborative_id)
    meeting = coming.happening().upcoming().first()
    if request.method == "POST":
        return _say(request, me, meeting)
    people = list(reaching.without_letters(me.collaborative)[:MOST])
    replies = Reply.objects.filter(meeting=meeting, member__in=people) if meeting else []
    said = {reply.member_id: reply.get_answer_display() for reply in replies}
    context = {
        "meeting": meeting,
        "people": [
            (card, said.get(card.pk, ""), links.url(meeting, card) if meeting else "")
            for card in people
        ],
        "choices": [(each.value, each.label) for each in Reply.Answer if each != "online"],
    }
    return page(request, "meetings/answers.html", context)


def _say(request: MemberRequest, me: Membership, meeting: Meeting | None) -> HttpResponse:
    answer, back = request.POST.get("answer", ""), redirect("month:answers", me.collaborative.slug)
    if meeting is None or answer not in Reply.Answer.values:
        return back
    people = reaching.without_letters(me.collaborative)
    member = get_object_or_404(people, key=request.POST.get("who", ""))
    try:
        reply_to_meeting(meeting=meeting, by=member, answer=answer, said_by=me)
    except RepliesClosed:
        messages.error(request, "This meeting takes no answers any more. Nothing was changed.")
    else:
        messages.success(request, f"Kept for {member.chosen_name}.")
    return back
