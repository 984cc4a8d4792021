"""People to reach: lists to print, whom letters do not reach, and people without email."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative import post_office
from collaborative.http import MemberRequest, page
from members import listening, reaching
from members.errors import NobodyToTurnTo, NotTheirs
from members.looking_after_forms import NewWayForm, NoEmailForm
from members.models import Membership
from members.views import telling
from members.views.roles import coordinator

MOST = 60


@require_safe
def reach(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Names, and no way to reach anybody: those stand on the lists, where each look is noted."""
    me = coordinator(request, collaborative)
    context = {
        "by_hand": reaching.without_letters(me.collaborative)[:MOST],
        "failing": reaching.unreached(me.collaborative)[:MOST],
        "refused": reaching.refused_invitations(me.collaborative),
        "no_post": post_office.trouble(),
    }
    return page(request, "members/reach.html", context)


@require_safe
def a_list(request: MemberRequest, collaborative: str, way: str) -> HttpResponse:
    """One list, for paper or for the phone in the other hand."""
    me = coordinator(request, collaborative)
    kind = reaching.WAYS.get(way)
    if kind is None:
        raise Http404
    lines = reaching.listed(by=me, kind=kind)
    return page(request, "members/reach_list.html", {"kind": kind, "lines": lines})


@require_http_methods(["GET", "POST"])
def add(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Somebody who has no email and has said yes."""
    me = coordinator(request, collaborative)
    form = NoEmailForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            card = reaching.add(by=me, **form.cleaned_data)
        except NobodyToTurnTo:
            form.add_error(None, listening.NOT_YET)
        else:
            messages.success(request, f"{card.chosen_name} is with us now.")
            telling.about_name(request, card.chosen_name)
            return redirect("here:reach", collaborative=collaborative)
    status = 422 if form.is_bound else 200
    return page(request, "members/reach_add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def new_way(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Write in a new way to reach one of them; the old one stands nowhere here."""
    me = coordinator(request, collaborative)
    here = Membership.objects.taking_part().filter(collaborative=me.collaborative)
    member = get_object_or_404(here, key=key)
    if not reaching.may_write_in(me, member):
        raise Http404
    form = NewWayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reaching.write_in(by=me, member=member, **form.cleaned_data)
        except NotTheirs:
            raise Http404 from None
        messages.success(
            request, f"Written in. If it reaches {member.chosen_name}, the name goes from here."
        )
        return redirect("here:reach", collaborative=collaborative)
    context = {"form": form, "member": member}
    status = 422 if form.is_bound else 200
    return page(request, "members/reach_new.html", context, status=status)
