"""A buddy for the first three meetings: known to the two, and to whoever looks after us."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import access, buddies
from members.here import enter
from members.models import Buddying, Membership


@require_http_methods(["GET", "POST"])
def company(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Ask for one, offer to be one; and for whoever looks after us, put two together."""
    me = enter(request, collaborative)
    if me.is_resting:
        raise Http404
    if request.method == "POST":
        _do(request, me, request.POST.get("do", ""))
        return redirect("here:buddies", collaborative=collaborative)
    looks_after = access.looks_after(me)
    everybody = Buddying.objects.filter(collaborative=me.collaborative_id)
    context = {
        "mine": list(Buddying.objects.of(me)),
        "offers": buddies.offering(me).filter(member=me).exists(),
        "looks_after": looks_after,
        "asking": list(everybody.select_related("newcomer", "buddy")) if looks_after else [],
        "who_offers": list(buddies.who_offers(me)) if looks_after else [],
    }
    return page(request, "members/buddies.html", context)


def _do(request: MemberRequest, me: Membership, do: str) -> None:
    """One press of a button; what it cannot do it says."""
    newcomer = request.POST.get("newcomer", "")
    if do == "ask":
        if buddies.ask(me=me):
            messages.success(request, "Kept. Whoever looks after us finds somebody for you.")
    elif do == "offer":
        buddies.offer(me=me)
        messages.success(request, "Thank you. Only whoever looks after us sees that you offer.")
    elif do == "offer_no_more":
        buddies.offer_no_more(me=me)
        messages.success(request, "Kept. Nobody new is put together with you.")
    elif do == "part":
        buddies.part(me=me, newcomer=newcomer)
        messages.success(request, "Kept. Thank you, both of you.")
    elif do == "pair" and access.looks_after(me):
        _pair(request, me, newcomer)


def _pair(request: MemberRequest, me: Membership, newcomer: str) -> None:
    row = buddies.pair(newcomer=newcomer, buddy=request.POST.get("buddy", ""), by=me)
    if row is None or row.buddy is None:
        messages.error(request, "These two cannot be put together now. Please choose once more.")
        return
    names = f"{row.newcomer.chosen_name} and {row.buddy.chosen_name}"
    messages.success(request, f"{names} read of each other on their next-meeting page.")
