"""An answer from a letter: one tap opens the page, one tap answers."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from collaborative.http import page
from meetings import actions, answers
from meetings.errors import RepliesClosed
from meetings.forms import ReplyForm


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows, POST answers: mail scanners follow links, and must change nothing.

    Without the CSRF check: the signed token is the permission, and no session
    is asked. Whoever is signed in on that machine is not greeted either.
    """
    request.user = AnonymousUser()
    request.session.accessed = False
    found = answers.read(token)
    if found is None:
        return page(request, "calm.html", status=404)
    meeting, member = found
    request.place = meeting.collaborative  # type: ignore[attr-defined]  # for the frame of the page
    context: dict[str, Any] = {"meeting": meeting}
    status = 200
    if request.method == "POST":
        form = context["form"] = ReplyForm(request.POST, online=bool(meeting.online_link))
        status = 422
        if form.is_valid():
            try:
                answer = form.cleaned_data["answer"]
                context["reply"] = actions.reply_to_meeting(
                    meeting=meeting, by=member, answer=answer
                )
                status = 200
            except RepliesClosed:
                meeting.refresh_from_db()
    return page(request, "meetings/answer.html", context, status=status)
