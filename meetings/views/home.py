"""Home is the next meeting."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from collaborative.news import news_for
from meetings import access
from meetings.news import NEXT, since_the_last_meeting
from members.here import enter


@require_safe
def home(request: MemberRequest, collaborative: str) -> HttpResponse:
    """The next meeting with the viewer's answer, what we will do there, and what is new."""
    me = enter(request, collaborative)
    told = news_for(me, since_the_last_meeting(me))
    context = {
        "coming": next((news for section, news in told if section.part == NEXT), None),
        "told": [(f"{section.part}.html", news) for section, news in told if section.part != NEXT],
        "may_add": access.may_add(me),
    }
    return page(request, "meetings/home.html", context)
