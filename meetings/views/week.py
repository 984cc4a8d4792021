"""A date on a bank holiday: a week earlier, a week later, or it stays."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from collaborative.http import MemberRequest
from meetings import changing
from meetings.bank_holidays import offer_for
from meetings.errors import AlreadyOver, MeetingChanged, NoSuchTime
from meetings.views.changing import to_change

QUICKER = "Somebody has changed this date meanwhile. It stands as they left it."

CLOCKS = "The clocks go forward that night. Please choose its hours yourself."


@require_POST
def week(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """``do``: earlier, later or stay. Pressed twice, it moves once: then nothing is offered."""
    me, meeting = to_change(request, collaborative, key)
    offer, do = offer_for(meeting, me.collaborative), request.POST.get("do")
    if offer is None:
        return redirect(meeting)
    day = {"earlier": offer.earlier, "later": offer.later}.get(do or "")
    try:
        if day:
            seen = request.POST.get("seen", "")
            changing.move_to(meeting=meeting, by=me, seen=seen, day=day)
            messages.success(request, "It is moved. Who has answered need not answer again.")
        elif do == "stay":
            changing.leave_it(meeting=meeting, by=me)
            messages.success(request, "It stays on that day.")
    except (MeetingChanged, AlreadyOver):
        messages.info(request, QUICKER)
    except NoSuchTime:
        messages.info(
            request, "The clocks go forward that night. Please choose its hours yourself."
        )
        return redirect("meetings:change", collaborative=collaborative, key=key)
    return redirect(meeting)
