"""The first day's last two screens: who people can turn to, and who comes to the table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative import post_office
from collaborative.http import MemberRequest
from meetings.views.first_day import address_of, after, coordinator, screen
from members import actions, by_hand, listening, opening, pasted
from members.errors import NobodyToTurnTo
from members.first_day_forms import IndependentForm, PasteForm, PersonForm, PhoneForm
from members.listening import NOT_YET
from members.models import Hat, Membership
from members.views.slips import slips_page


@require_http_methods(["GET", "POST"])
def people(request: MemberRequest, collaborative: str) -> HttpResponse:
    """A concern person, an independent person, a second coordinator, a number. Any may wait."""
    me = coordinator(request, collaborative)
    asking = _asking(me, request.POST if request.method == "POST" else None)
    no_post = post_office.trouble()
    if all(form.is_valid() for form in asking.values()):
        return _ask(request, me, asking, no_post)
    named = listening.named(me)
    context = {
        "forms": asking,
        "named": {kind.value: named[kind] for kind in listening.KINDS},
        "asked": listening.asked(me.collaborative),
        "form": _first_wrong(asking),
        "no_post": no_post,
    }
    return screen(request, me, "people", context, status=422 if request.method == "POST" else 200)


def _asking(me: Membership, data: Any) -> dict[str, forms.Form]:
    """One small form for each, checked together: whatever was typed stays."""
    mine = me.person.email or ""
    return {
        Hat.Kind.CONCERN.value: PersonForm(data, prefix="concern"),
        Hat.Kind.INDEPENDENT.value: IndependentForm(data, prefix="independent", mine=mine),
        Hat.Kind.COORDINATOR.value: PersonForm(data, prefix="coordinator"),
        "phone": PhoneForm(data, prefix="phone", initial={"phone": me.collaborative.phone}),
    }


def _first_wrong(asking: dict[str, forms.Form]) -> forms.Form | None:
    """For the title of the page."""
    return next((form for form in asking.values() if form.errors), None)


def _ask(
    request: MemberRequest, me: Membership, asking: dict[str, forms.Form], no_post: str
) -> HttpResponse:
    """Ask each by letter; ``do=print`` puts the same on paper, to be handed over."""
    slips: list[by_hand.Slip] = []
    phone = asking["phone"].cleaned_data["phone"]
    opening.change_phone(place=me.collaborative, by=me.person, phone=phone)
    for kind, form in asking.items():
        if not (isinstance(form, PersonForm) and form.asks):
            continue
        name, address = form.cleaned_data["name"], form.cleaned_data["address"]
        if address.strip().lower() == me.person.email:
            actions.begin_to_help(member=me, kind=kind)
            messages.success(request, "Your own name stands there now.")
        elif request.POST.get("do") == "print":
            slips.append(by_hand.slip(by=me, address=address, name=name, helps_with=kind))
        else:
            actions.invite(by=me, address=address, name=name, helps_with=kind)
            goes = "waits until letters go again" if no_post else "is on its way"
            messages.success(request, f"A letter to {name} {goes}. It asks for their yes.")
    if slips:
        return slips_page(request, slips, on=after(me, "people"))
    return redirect(after(me, "people"))


@require_http_methods(["GET", "POST"])
def invite(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Many at once. ``do=look`` says line by line what would happen, and does nothing."""
    me = coordinator(request, collaborative)
    form = PasteForm(request.POST, request.FILES) if request.method == "POST" else PasteForm()
    context: dict[str, Any] = {
        "form": form,
        "missing": listening.missing(me.collaborative),
        "no_post": post_office.trouble(),
    }
    if not form.is_valid():
        return screen(request, me, "invite", context, status=422 if form.is_bound else 200)
    # From a file, too: what it said now stands in the box, and need not be brought again.
    words = {"words": form.cleaned_data["words"]}
    context |= {"form": PasteForm(initial=words), "lines": form.lines}
    good = [line for line in form.lines if not line.problem]
    if request.POST.get("do") not in ("send", "print") or not good:
        return screen(request, me, "invite", context)
    try:
        if request.POST["do"] == "print":
            slips = by_hand.slips(by=me, people=[(each.address, each.shown_name) for each in good])
            return slips_page(request, slips, on=address_of(me, "invite"))
        actions.invite_many(by=me, people=[(line.address, line.shown_name) for line in good])
    except NobodyToTurnTo:
        refused = PasteForm(words)
        refused.add_error(None, NOT_YET)
        return screen(request, me, "invite", context | {"form": refused}, status=422)
    return _sent(request, me, good, [line for line in form.lines if line.problem])


def _sent(
    request: MemberRequest, me: Membership, good: list[pasted.Line], rest: list[pasted.Line]
) -> HttpResponse:
    """On, if every line was read; else the lines that were not stand there to be put right."""
    many = f"{len(good)} people" if len(good) > 1 else "one person"
    go = "wait until letters go again" if post_office.trouble() else "are on their way"
    messages.success(request, f"Letters to {many} {go}. Whoever is with us already gets none.")
    if not rest:
        return redirect(address_of(me, "invite"))
    form = PasteForm(initial={"words": "\n".join(line.raw for line in rest)})
    return screen(request, me, "invite", {"form": form, "left": rest, "lines": rest})
