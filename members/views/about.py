"""What we are about: vision, values, how we are with each other, who to turn to."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from members.access import independent
from members.here import enter


@require_safe
def about(request: MemberRequest, collaborative: str) -> HttpResponse:
    """For members; all of it stands in the row of the collaborative."""
    me = enter(request, collaborative)
    return page(request, "members/about.html", {"independent": independent(me)})
