"""Cards from elsewhere: what others did, what we might borrow, and why not here?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from collaborative.paging import turn
from collaborative.text import clean_line
from members.here import enter
from members.models import Membership
from prototypes import access, asking_leave, growing
from prototypes.asking import ask_first
from prototypes.leave_forms import CardForm, WhyForm
from prototypes.models import Inspiration, Question

A_PAGE = 20


@require_safe
def cards(request: MemberRequest, collaborative: str) -> HttpResponse:
    """All of them, the newest first, with the questions they left us with."""
    me = enter(request, collaborative)
    after = clean_line(request.GET.get("after", ""))
    context = {
        "cards": turn(here(me), "-pinned_on", "key", after=after, most=A_PAGE),
        "may_try": access.may_try(me),
    }
    return page(request, "prototypes/cards.html", context)


def here(me: Membership) -> Any:
    asked = Question.objects.order_by("state", "pk")
    rows = Inspiration.objects.filter(collaborative=me.collaborative_id)
    return rows.prefetch_related(Prefetch("questions", queryset=asked, to_attr="asked"))


@require_http_methods(["GET", "POST"])
def pin(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Pin one up."""
    me = enter(request, collaborative)
    if not access.may_try(me):
        raise Http404
    if request.method != "POST":
        return page(request, "prototypes/pin.html", {"form": CardForm(initial={"key": new_key()})})
    asked = ask_first(request, CardForm(request.POST))
    if asked.done:
        made = asking_leave.pin(by=me, **asked.form.cleaned_data)
        messages.success(request, "Pinned up. Thank you for bringing it.")
        return redirect("trying:card", collaborative=collaborative, key=made.key)
    context = {"form": asked.form, "nudge": asked.nudge}
    return page(request, "prototypes/pin.html", context, status=asked.status)


@require_http_methods(["GET", "POST"])
def card(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """One card; a POST asks why not here, or lets a question rest."""
    me = enter(request, collaborative)
    row = get_object_or_404(here(me), key=key)
    may_try = access.may_try(me)
    context: dict[str, Any] = {"card": row, "may_try": may_try, "form": WhyForm()}
    if request.method != "POST":
        return page(request, "prototypes/card.html", context)
    if not may_try:
        raise Http404
    if "question" in request.POST:
        question = get_object_or_404(Question, card=row, key=request.POST["question"])
        resting = request.POST.get("do") == "rest"
        growing.rest(question=question, by=me, resting=resting)
        return redirect(f"{request.path}#asked")
    asked = ask_first(request, WhyForm(request.POST))
    if asked.done:
        growing.ask(by=me, card=row, text=asked.form.cleaned_data["text"])
        messages.success(request, "A good question. It stays open.")
        return redirect(f"{request.path}#asked")
    context |= {"form": asked.form, "nudge": asked.nudge}
    return page(request, "prototypes/card.html", context, status=asked.status)
