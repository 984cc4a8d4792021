"""Where I am signed in: to look, and to sign out there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import sessions as signed_in
from members.here import anywhere
from members.models import Session


@require_http_methods(["GET", "POST"])
def sessions(request: MemberRequest) -> HttpResponse:
    """This device first, then the others; a press signs out one of them, or all."""
    anywhere(request)
    this = request.session.session_key
    if request.method == "POST":
        mark = request.POST.get("which", "")
        if mark or request.POST.get("do") == "all":
            ended = signed_in.end(person=request.user, but=this, mark=mark)
            messages.success(
                request,
                "Signed out there. Nobody comes in from there without a new code."
                if ended
                else "Nothing is open there any more.",
            )
        return redirect("members:sessions")
    rows = list(Session.objects.of(request.user))
    others = [row for row in rows if row.session_key != this]
    mine = next((row for row in rows if row.session_key == this), None)
    return page(request, "members/sessions.html", {"mine": mine, "elsewhere": others})
