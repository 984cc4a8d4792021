"""How we run, to read, to print, and as a file to begin another collaborative with."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from meetings import how_we_run
from members.here import enter


@require_safe
def shown(request: MemberRequest, collaborative: str) -> HttpResponse:
    me = enter(request, collaborative)
    found = how_we_run.pattern(me.collaborative)
    context = {"helps": found["who helps"], "meets": found["we meet"]}
    return page(request, "meetings/how_we_run.html", context)


@require_safe
def as_file(request: MemberRequest, collaborative: str) -> HttpResponse:
    me = enter(request, collaborative)
    answer = HttpResponse(how_we_run.as_file(me.collaborative), content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="how-we-run.json"'
    return answer
