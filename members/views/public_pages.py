"""What anybody in the world may read of a collaborative, on or off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import actions
from members.forms import PublicPagesForm
from members.views.roles import coordinator


@require_http_methods(["GET", "POST"])
def public_pages(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Our public page, and whether people may ask to join there."""
    place = coordinator(request, collaborative).collaborative
    now = {"shows_come": place.shows_come, "welcomes_strangers": place.welcomes_strangers}
    form = PublicPagesForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        actions.look_after(place=place, by=request.user, **form.cleaned_data)
        messages.success(request, "Kept. Anybody may see it so within five minutes.")
        return redirect("here:public_pages", collaborative=collaborative)
    return page(request, "members/public_pages.html", {"form": form})
