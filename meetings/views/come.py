"""The public page and its poster: the next date, the door, and what will happen."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from collaborative.http import page
from meetings.come import greeters, minutes, next_open
from members.models import Collaborative

FIVE_MINUTES = "public, max-age=300"


@login_not_required
@require_safe
def come(request: HttpRequest, collaborative: str) -> HttpResponse:
    """For anybody, the same for everybody: it looks at no cookie, and counts nothing."""
    request.user = AnonymousUser()  # whoever it is: a page that is kept must greet nobody
    request.session.accessed = False  # the door has asked who it is; this page does not
    place = get_object_or_404(Collaborative, slug=collaborative, shows_come=True)
    request.place = place  # type: ignore[attr-defined]  # for the frame of the page
    meeting = next_open(place)
    context = {
        "meeting": meeting,
        "run": minutes(meeting) if meeting else [],
        "greeters": greeters(meeting) if meeting else [],
        "address": settings.SITE_URL + request.path,
    }
    response = page(request, "meetings/come.html", context)
    response["Cache-Control"] = FIVE_MINUTES
    return response
