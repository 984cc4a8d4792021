"""Asking somebody to step back: two people, one page each; and the page of whoever it is about."""

from __future__ import annotations

from collections.abc import Collection

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from members import actions, circle, concerns, stepping_back
from members.errors import AskedAlready, NeedsAnother
from members.forms import LeaveForm
from members.here import away, enter
from members.looking_after_forms import AppealForm, StepBackForm
from members.models import Membership, StepBack

CANNOT_BE_SECOND = (
    "This cannot be the second person here. About whoever looks after things it must be the"
    " independent one; else somebody who looks after things with you, or who listens to worries."
    " They have done so for a week."
)
CANNOT_ASK = "You cannot ask this of them. About yourself: take a rest, or leave."


@require_http_methods(["GET", "POST"])
def step_backs(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Ask for it, for whoever looks after things or is independent of them; and what stands."""
    me = enter(request, collaborative)
    now = circle.circle(me.collaborative)
    if me.pk not in now.coordinators | now.independent:
        raise Http404
    others = Membership.objects.current().filter(collaborative=me.collaborative_id)
    people = list(others.exclude(pk=me.pk).by_name())
    about = now.coordinators if me.pk in now.independent else {card.pk for card in people}
    form = StepBackForm.of(
        _among(people, about),
        _among(people, now.all),
        request.POST if request.method == "POST" else None,
    )
    if form.is_valid() and _ask(me, form, people):
        messages.success(request, "Asked. They get a letter. Nothing happens before they agree.")
        return redirect("here:step_backs", collaborative=collaborative)
    mine = StepBack.objects.filter(collaborative=me.collaborative_id, ended_at=None)
    found = mine.select_related("member", "second", "asked_by", "collaborative")
    context = {
        "form": form,
        "rows": [row for row in found if me.pk in (row.asked_by_id, row.second_id)],
        "can": _among(people, now.all),
    }
    status = 422 if form.is_bound else 200
    return page(request, "members/step_backs.html", context, status=status)


def _among(people: list[Membership], keys: Collection[int]) -> list[Membership]:
    return [card for card in people if card.pk in keys]


def _ask(me: Membership, form: StepBackForm, people: list[Membership]) -> bool:
    by_key = {card.key: card for card in people}
    said = form.cleaned_data
    about, second = by_key[said["who"]], by_key[said["second"]]
    try:
        stepping_back.ask(by=me, about=about, second=second, why=said["why"])
    except NeedsAnother:
        may = circle.circle(me.collaborative).may_ask(me.pk, about.pk)
        form.add_error("second" if may else "who", CANNOT_BE_SECOND if may else CANNOT_ASK)
    except AskedAlready:
        form.add_error("who", f"Two people are talking about {about.chosen_name} already.")
    else:
        return True
    return False


@require_http_methods(["GET", "POST"])
def step_back(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """For the two, and whoever hears the appeal: agree, say no, or bring them back."""
    me = enter(request, collaborative)
    rows = StepBack.objects.filter(collaborative=me.collaborative_id)
    asked = get_object_or_404(
        rows.select_related("collaborative", "member", "asked_by", "second"), key=key
    )
    if not circle.may_see(asked, me):
        raise Http404
    do = request.POST.get("do", "") if request.method == "POST" else ""
    if do:
        return _do(request, asked, me, do)
    context = {
        "asked": asked,
        "agrees": asked.waits and asked.second_id == me.pk,
        "hears": next(iter(circle.hears_appeal(asked)), None),
    }
    return page(request, "members/step_back.html", context)


def _do(request: MemberRequest, asked: StepBack, me: Membership, do: str) -> HttpResponse:
    name = asked.member.chosen_name
    said = ""
    try:
        if do == "agree":
            stepping_back.agree(asked=asked, by=me)
            said = f"{name} is signed out everywhere, and gets a letter that says why."
        elif do == "no":
            stepping_back.drop(asked=asked, by=me)
            messages.success(request, "Let go of. Nothing of it is kept.")
            return redirect(me.collaborative)
        elif do == "back":
            stepping_back.bring_back(asked=asked, by=me)
            said = f"{name} can come in again, and gets a letter that says so."
    except NeedsAnother:
        messages.error(request, "That is not possible any more. Please talk to each other.")
    if said:
        messages.success(request, said)
    return redirect("here:step_back", collaborative=me.collaborative.slug, key=asked.key)


@require_http_methods(["GET", "POST"])
def where_it_stands(request: MemberRequest, collaborative: str) -> HttpResponse:
    """For whoever is asked to step back: why, who looks at it again, and how to leave for good."""
    card = away(request, collaborative)
    asked = get_object_or_404(
        StepBack.objects.standing().select_related("collaborative"), member=card
    )
    do = request.POST.get("do", "") if request.method == "POST" else ""
    hears = next(iter(circle.hears_appeal(asked)), None)
    appeal = AppealForm(request.POST if do == "appeal" else None)
    leaving = LeaveForm(request.POST if do == "leave" else None)
    if do == "appeal" and hears and appeal.is_valid():
        _appeal(asked, card, hears, appeal.cleaned_data["words"])
        messages.success(request, f"It goes to {hears.chosen_name}, and to nobody else.")
        return redirect("members:away", collaborative=collaborative)
    if do == "leave" and leaving.is_valid():
        actions.leave(card=card, by=request.user, keeps_name=leaving.cleaned_data["name"] == "keep")
        if not request.others:
            get_adapter().logout(request)
        messages.success(request, f"You have left {card.collaborative.name}. Go well.")
        return redirect("front")
    wrong = appeal if appeal.is_bound else leaving
    context = {"asked": asked, "hears": hears, "appeal": appeal, "leaving": leaving, "form": wrong}
    return page(request, "members/away.html", context, status=422 if wrong.is_bound else 200)


def _appeal(asked: StepBack, card: Membership, hears: Membership, words: str) -> None:
    """As every concern: one letter, and no copy. Whoever writes says who they are."""
    since = timezone.localdate(asked.confirmed_at, timezone=card.collaborative.zone)
    concerns.raise_concern(
        by=card,
        to=hears,
        words=f"I was asked to step back on {since:%d/%m/%Y}. Please look at it again.\n\n{words}",
        may_reach=True,
        key=new_key(),
    )
