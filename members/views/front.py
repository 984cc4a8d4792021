"""The first page: the door for a stranger, one's own place for a member."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from members.here import anywhere, shut_to
from members.models import Collaborative


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Straight on for somebody in one collaborative; a choice for somebody in several."""
    if not request.user.is_authenticated:
        nobody_yet = not Collaborative.objects.exists()
        return page(request, "front.html", {"nobody_yet": nobody_yet})
    mine = anywhere(cast(MemberRequest, request))
    if len(mine) == 1:
        return redirect(mine[0].collaborative)
    shut = shut_to(cast(MemberRequest, request))
    return page(request, "members/choose.html", {"cards": mine, "shut": shut})
