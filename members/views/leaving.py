"""Easy out, easy back in: a rest, coming back, leaving; and one's name on the public page."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from collaborative.http import MemberRequest, page
from members import access, actions
from members.errors import LastCoordinator
from members.forms import LeaveForm
from members.here import enter
from members.models import Membership


@require_POST
def rest(request: MemberRequest, collaborative: str) -> HttpResponse:
    """One press, no reason; the same button brings one back."""
    mine = enter(request, collaborative)
    if request.POST.get("do") == "back":
        actions.come_back(card=mine, by=request.user)
        messages.success(request, "Good to have you back. Letters come again, as you chose them.")
    elif request.POST.get("do") == "rest":
        actions.rest(card=mine, by=request.user)
        messages.success(request, "Rest well. We do not write to you. Your place stays yours.")
    return redirect("members:me")


@require_POST
def greeting(request: MemberRequest, collaborative: str) -> HttpResponse:
    """A yes or a no to one's name on the public page, on days when one says hello."""
    mine = enter(request, collaborative)
    yes = request.POST.get("do") == "yes"
    actions.greet_by_name(card=mine, by=request.user, yes=yes)
    messages.success(
        request,
        "Your name may stand there now. Take it off whenever you like."
        if yes
        else "Your name does not stand there any more. Old copies are gone in five minutes.",
    )
    return redirect("members:me")


@require_http_methods(["GET", "POST"])
def leave(request: MemberRequest, collaborative: str) -> HttpResponse:
    """What happens when one leaves; then it happens, and nobody asks why."""
    mine = enter(request, collaborative)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    refused = access.is_last_coordinator(mine)
    if form.is_valid() and not refused:
        try:
            keeps_name = form.cleaned_data["name"] == "keep"
            actions.leave(card=mine, by=request.user, keeps_name=keeps_name)
        except LastCoordinator:
            refused = True
        else:
            return _gone(request, mine)
    context = {"form": form, "refused": refused, "last": not request.others}
    return page(request, "members/leave.html", context, status=422 if form.is_bound else 200)


def _gone(request: MemberRequest, left: Membership) -> HttpResponse:
    if request.others:
        messages.success(request, f"You have left {left.collaborative.name}. Go well.")
        return redirect("members:me")
    get_adapter().logout(request)
    messages.success(request, f"You have left {left.collaborative.name}. Go well.")
    return redirect("front")
