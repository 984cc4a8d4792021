"""A copy of the whole collaborative, for whoever looks after it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import copies
from members.access import looks_after
from members.here import enter
from roadmap.carrying import SHEETS


@require_http_methods(["GET", "POST"])
def whole(request: MemberRequest, collaborative: str) -> HttpResponse:
    """What stands in it and what does not; POST asks for one."""
    me = enter(request, collaborative)
    if not looks_after(me):
        raise Http404
    if request.method == "POST":
        return redirect(copies.ask(by=me.person, place=me.collaborative))
    return page(request, "roadmap/whole.html", {"sheets": [s.words for s in SHEETS.values()]})
