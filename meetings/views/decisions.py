"""The log of what was decided, with the meeting each came from."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from collaborative.paging import turn
from collaborative.text import clean_line
from meetings.models import Decision, Interest
from members.here import enter

A_PAGE = 40


@require_safe
def decisions(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Newest meeting first; ``?after=`` a decision's key for more."""
    me = enter(request, collaborative)
    gain = Interest.objects.select_related("member")
    here = Decision.objects.visible_to(me.person).filter(collaborative=me.collaborative_id)
    rows = here.shown().prefetch_related(Prefetch("item__interests", queryset=gain))
    after = clean_line(request.GET.get("after", ""))
    found = turn(rows, "-meeting__starts_at", "order", "pk", after=after, most=A_PAGE)
    return page(request, "meetings/decisions.html", {"found": found})
