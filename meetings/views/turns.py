"""Who helps at a meeting: "I could do that", and a yes to it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from collaborative.http import MemberRequest, page
from meetings import access, turns
from meetings.actions import be_here
from meetings.models import Meeting, TurnOffer
from meetings.views.finding import address, meeting_for
from members.here import enter
from members.models import Membership


@require_http_methods(["GET", "POST"])
def helping(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """``do=offer`` or ``do=back`` with a kind; ``yes`` with somebody's card, by those who help."""
    me = enter(request, collaborative)
    meeting = meeting_for(me, key)
    may_say_yes = access.may_see_who_comes(me, meeting)
    if request.method == "POST":
        if not access.may_shape(me, meeting):
            raise Http404
        _do(request, me, meeting, may_say_yes)
        return redirect(address("turns", meeting))
    context = {
        "meeting": meeting,
        "turns": turns.turns_of(me, meeting),
        "brought": turns.how_many_brought(me.collaborative),
        "may_say_yes": may_say_yes,
        "may_offer": access.may_shape(me, meeting),
    }
    return page(request, "meetings/turns.html", context)


def _do(request: MemberRequest, me: Membership, meeting: Meeting, may_say_yes: bool) -> None:
    kind, do = request.POST.get("kind", ""), request.POST.get("do")
    if kind not in TurnOffer.KINDS:
        return
    if do == "offer":
        turns.offer(meeting=meeting, by=me, kind=kind)
    elif do == "back":
        turns.step_back(meeting=meeting, by=me, kind=kind)
    elif do == "yes" and may_say_yes:
        offers = meeting.turn_offers.select_related("member", "meeting")
        who = request.POST.get("who", "")
        turns.say_yes(offer=get_object_or_404(offers, kind=kind, member__key=who), by=me)


@require_POST
def here(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """ "I was here": by the person, about the person, and taken back as easily."""
    me = enter(request, collaborative)
    meeting = meeting_for(me, key)
    if not meeting.took_place or not access.takes_part(me):
        raise Http404
    be_here(meeting=meeting, by=me, here=request.POST.get("do") != "no")
    return redirect(f"{meeting.get_absolute_url()}#here")
