"""Something felt wrong: one letter to one named human, who listens."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import access, concerns
from members.forms import ConcernForm
from members.here import enter
from members.models import Concern


@require_http_methods(["GET", "POST"])
def concern(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Write it, and choose who reads it. Nobody watches this box, and the page says so."""
    me = enter(request, collaborative)
    hats = access.listeners(me)
    form = ConcernForm.of(hats, request.POST if request.method == "POST" else None)
    context = {"form": form, "listeners": hats, "not_gone": Concern.objects.not_gone(me)}
    if form.is_valid():
        if not ratelimit.consume(request, action="concern", user=request.user):
            return page(request, "members/concern.html", {**context, "wait": True}, status=429)
        said = form.cleaned_data
        to = form.hats[said["to"]].member
        concerns.raise_concern(
            by=me, to=to, words=said["words"], may_reach=said["may_reach"], key=said["key"]
        )
        messages.success(request, f"It goes to {to.chosen_name}, and to nobody else.")
        return redirect("here:concern", collaborative=collaborative)
    status = 422 if form.is_bound else 200
    return page(request, "members/concern.html", context, status=status)
