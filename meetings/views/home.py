"""Home is the next meeting."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from collaborative.news import newest_of, news_for
from meetings import access
from meetings.first_day import steps, still_to_do
from meetings.news import NEXT, last_meeting_ended
from members.digest import read_on_the_site
from members.here import enter

BEFORE_ANY_MEETING = timedelta(days=35)


@require_safe
def home(request: MemberRequest, collaborative: str) -> HttpResponse:
    """The next meeting with the viewer's answer, what we will do there, and what is new."""
    me = enter(request, collaborative, company=True, also={"last_met": last_meeting_ended()})
    may_add = access.may_add(me)
    ended = getattr(me, "last_met", None)
    since = ended or timezone.now() - BEFORE_ANY_MEETING
    untold = not me.is_new and me.digest_upto < since  # by no letter, and not read here
    told = news_for(me, me.digest_upto if untold else since, at_home=True)
    read_on_the_site(me, newest=newest_of(news for _, news in told))
    context = {
        "untold": untold,
        "met_before": ended is not None,
        "coming": next((news for section, news in told if section.part == NEXT), None),
        "told": [(f"{section.part}.html", news) for section, news in told if section.part != NEXT],
        "may_add": may_add,
        "to_do": still_to_do(steps(me)) if may_add and not ended else [],
    }
    return page(request, "meetings/home.html", context)
