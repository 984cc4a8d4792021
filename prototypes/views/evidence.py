"""Evidence cards: what others measured, and which of the things we try it speaks of."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from collaborative.paging import turn
from collaborative.text import clean_line
from members.here import enter
from members.models import Membership
from prototypes import access, gathering
from prototypes.asking import ask_first
from prototypes.errors import ChangedMeanwhile
from prototypes.gathering_forms import ChangeEvidenceForm, ChooseForm, NewEvidenceForm
from prototypes.models import EvidenceCard, PrototypeQuerySet
from prototypes.views.finding import named_by_key, offered, prototypes_of
from prototypes.views.trying import differing

A_PAGE = 20


@require_safe
def cards(request: MemberRequest, collaborative: str) -> HttpResponse:
    """All of them, the newest first."""
    me = enter(request, collaborative)
    after = clean_line(request.GET.get("after", ""))
    context = {
        "cards": turn(here(me), "-pinned_on", "key", after=after, most=A_PAGE),
        "may_try": access.may_try(me),
    }
    return page(request, "prototypes/evidence_cards.html", context)


def here(me: Membership) -> Any:
    return EvidenceCard.objects.filter(collaborative=me.collaborative_id)


def spoken_of(me: Membership, card: EvidenceCard) -> PrototypeQuerySet:
    return prototypes_of(me).filter(evidence_for__card=card).order_by("name", "key")


@require_http_methods(["GET", "POST"])
def bring(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Bring one; ``?prototype=key`` says what it speaks of."""
    me = enter(request, collaborative)
    if not access.may_try(me):
        raise Http404
    prototype = named_by_key(me, (request.POST or request.GET).get("prototype", ""))
    context: dict[str, Any] = {"prototype": prototype}
    if request.method != "POST":
        context["form"] = NewEvidenceForm(initial={"key": new_key()})
        return page(request, "prototypes/evidence_new.html", context)
    asked = ask_first(request, NewEvidenceForm(request.POST))
    if asked.done:
        speaks_of = [prototype] if prototype else []
        made = gathering.bring(by=me, speaks_of=speaks_of, **asked.form.cleaned_data)
        messages.success(request, "Kept. It stands apart from the stories.")
        return redirect("trying:evidence", collaborative=collaborative, key=made.key)
    context |= {"form": asked.form, "nudge": asked.nudge}
    return page(request, "prototypes/evidence_new.html", context, status=asked.status)


@require_http_methods(["GET", "POST"])
def card(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """One of them; a POST ties it to something we try, or loosens it."""
    me = enter(request, collaborative)
    row = get_object_or_404(here(me), key=key)
    may_try = access.may_try(me)
    tied = list(spoken_of(me, row))
    form = ChooseForm(rows=offered(me, but=tied)) if may_try else None
    if request.method == "POST":
        if not may_try:
            raise Http404
        if "off" in request.POST:
            prototype = named_by_key(me, request.POST["off"])
            if prototype:
                gathering.untie(card=row, by=me, prototype=prototype)
            return redirect(f"{request.path}#speaks-of")
        form = ChooseForm(request.POST, rows=offered(me, but=tied))
        if form.is_valid():
            gathering.tie(card=row, by=me, speaks_of=[form.chosen])
            return redirect(f"{request.path}#speaks-of")
    context = {"card": row, "tied": tied, "form": form, "may_try": may_try}
    status = 422 if form and form.errors else 200
    return page(request, "prototypes/evidence.html", context, status=status)


@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Put it right; two at once lose nothing."""
    me = enter(request, collaborative)
    row = get_object_or_404(here(me), key=key)
    if not access.may_try(me):
        raise Http404
    context: dict[str, Any] = {"card": row}
    if request.method != "POST":
        first = {name: getattr(row, name) for name in EvidenceCard.WORDS}
        context["form"] = ChangeEvidenceForm(initial=first | {"seen": row.edition})
        return page(request, "prototypes/evidence_change.html", context)
    asked = ask_first(request, ChangeEvidenceForm(request.POST))
    context |= {"form": asked.form, "nudge": asked.nudge}
    if not asked.done:
        return page(request, "prototypes/evidence_change.html", context, status=asked.status)
    try:
        gathering.change(card=row, by=me, **asked.form.cleaned_data)
    except ChangedMeanwhile:
        row.refresh_from_db()
        again = request.POST.copy()
        again["seen"] = row.edition
        pairs = differing(row, asked.form)
        context |= {"form": ChangeEvidenceForm(again), "pairs": pairs}
        return page(request, "prototypes/evidence_change.html", context, status=409)
    messages.success(request, "Kept.")
    return redirect("trying:evidence", collaborative=collaborative, key=key)
