"""Asking to join, for anybody; and welcoming whoever asks, for any member who wishes to."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from members import access, joining, listening
from members.errors import NobodyToTurnTo
from members.forms import AskForm
from members.here import enter
from members.models import Collaborative, JoinRequest, Membership


@login_not_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, collaborative: str) -> HttpResponse:
    """A name and one way to reach them. The answer never tells whether we knew it."""
    place = get_object_or_404(Collaborative, slug=collaborative, welcomes_strangers=True)
    request.place = place  # type: ignore[attr-defined]  # for the frame of the page
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not ratelimit.consume(request, action="ask_to_join", key=str(place.pk)):
            return page(request, "members/join.html", {"form": form, "wait": True}, status=429)
        joining.ask(place=place, **form.cleaned_data)
        return page(request, "members/joined.html")
    return page(request, "members/join.html", {"form": form}, status=422 if form.is_bound else 200)


def _enter(request: MemberRequest, collaborative: str) -> Membership:
    """Those who rest are not asked to do anything."""
    me = enter(request, collaborative)
    if me.is_resting:
        raise Http404
    return me


@require_safe
def asked(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Who would like to join: names, and a button to say hello."""
    me = _enter(request, collaborative)
    waiting = JoinRequest.objects.visible_to(me)[: joining.AT_ONCE]
    return page(request, "members/asked.html", {"waiting": waiting})


@require_http_methods(["GET", "POST"])
def hello(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Take it on, see how to reach them, send an invitation, or be done with it."""
    me = _enter(request, collaborative)
    found = get_object_or_404(JoinRequest.objects.visible_to(me), key=key)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    if do == "hello":
        if not joining.say_hello(request=found, by=me) and found.welcomed_by_id != me.pk:
            messages.success(request, "Somebody else was faster, and says hello already.")
            return redirect("here:asked", collaborative=collaborative)
        return redirect("here:hello", collaborative=collaborative, key=key)
    if not joining.may_reach(me, found):
        raise Http404
    if do == "invite" and found.by_email:
        return _invite(request, found, me)
    if do == "done":
        joining.let_go(request=found, by=me)
        messages.success(request, "Done. How to reach them is taken out.")
        return redirect("here:asked", collaborative=collaborative)
    context = {
        "found": found,
        "contact": joining.look(request=found, by=me),
        "looks_after": access.looks_after(me),
    }
    return page(request, "members/hello.html", context)


def _invite(request: MemberRequest, found: JoinRequest, me: Membership) -> HttpResponse:
    slug, name = me.collaborative.slug, found.chosen_name
    try:
        joining.invite(request=found, by=me)
    except NobodyToTurnTo:
        messages.error(request, listening.NOT_YET)
        return redirect("here:hello", collaborative=slug, key=found.key)
    messages.success(request, f"A letter to {name} is on its way.")
    return redirect("here:asked", collaborative=slug)
