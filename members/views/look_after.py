"""Looking after the collaborative: what its coordinator can set."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import access, actions
from members.forms import PublicPagesForm
from members.here import enter
from members.models import JoinRequest


@require_http_methods(["GET", "POST"])
def look_after(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Our public pages, on or off."""
    me = enter(request, collaborative)
    if not access.looks_after(me):
        raise Http404
    place = me.collaborative
    now = {"shows_come": place.shows_come, "welcomes_strangers": place.welcomes_strangers}
    form = PublicPagesForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        actions.look_after(place=place, by=request.user, **form.cleaned_data)
        messages.success(request, "Kept. Anybody may see it so within five minutes.")
        return redirect("here:look_after", collaborative=collaborative)
    context: dict[str, Any] = {"form": form, "asking": JoinRequest.objects.visible_to(me).count()}
    return page(request, "members/look_after.html", context)
