"""Everything that is held about a person, for that person: to read, or to take away."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from collaborative.takeout import everything_about
from members.here import anywhere
from members.sessions import by_handed_code


@require_safe
def everything(request: MemberRequest) -> HttpResponse:
    """In plain words; tables that hold nothing about the person say so."""
    anywhere(request)
    if by_handed_code(request):
        return page(request, "members/private_handed.html")
    found = everything_about(request.user)
    context = {
        "kept": [(holding, rows) for holding, rows in found if rows],
        "nothing": [holding for holding, rows in found if not rows],
    }
    return page(request, "members/everything.html", context)


@require_safe
def everything_file(request: MemberRequest) -> HttpResponse:
    """The same as a file that other software can read."""
    if by_handed_code(request):
        return page(request, "members/private_handed.html")
    held = [
        {
            "what": holding.words,
            "why": holding.why,
            "kept": holding.kept,
            "seen by": holding.seen_by,
            "rows": rows,
        }
        for holding, rows in everything_about(request.user)
    ]
    response = JsonResponse(
        {"everything held about you": held},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = 'attachment; filename="about-me.json"'
    return response
