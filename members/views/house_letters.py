"""Letters, for whoever looks after the place: what went, what will go, and in which words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative import post_office
from collaborative.http import MemberRequest, page
from members import access, house_letters
from members.here import enter
from members.letter_words_form import LetterWordsForm
from members.models import LetterWords, Membership
from members.views import telling


def _looking_after(request: MemberRequest, collaborative: str) -> Membership:
    me = enter(request, collaborative)
    if not access.looks_after(me):
        raise Http404
    return me


@require_safe
def letters(request: MemberRequest, collaborative: str) -> HttpResponse:
    """How many went and will go, kind by kind, and whom one did not reach."""
    me = _looking_after(request, collaborative)
    context = {
        "lines": house_letters.overview(me.collaborative),
        "moment": house_letters.others(me.collaborative),
        "stuck": house_letters.not_reached(me.collaborative),
        "no_post": post_office.trouble(),
    }
    return page(request, "members/house_letters.html", context)


@require_http_methods(["GET", "POST"])
def letter(request: MemberRequest, collaborative: str, kind: str) -> HttpResponse:
    """One kind as it comes to oneself; its words, a copy, a pause."""
    me = _looking_after(request, collaborative)
    name = house_letters.named(kind)
    if name is None:
        raise Http404
    do = request.POST.get("do", "")
    if do in ("copy", "pause", "go_on"):
        _do(request, me, name, do)
        return redirect("here:house_letter", collaborative=collaborative, kind=kind)
    now = house_letters.words_of(me.collaborative, name)
    initial = {"subject": now.subject, "beginning": now.beginning}
    form = LetterWordsForm(request.POST if request.method == "POST" else None, initial=initial)
    tried = None
    if form.is_valid():
        if do == "keep":
            house_letters.keep_words(me=me, kind=name, **form.cleaned_data)
            messages.success(request, "Kept. From now on it begins like that.")
            telling.about_words(request, "\n".join(form.cleaned_data.values()))
            return redirect("here:house_letter", collaborative=collaborative, kind=kind)
        tried = LetterWords(**form.cleaned_data)
    context: dict[str, Any] = {
        "says": house_letters.ours()[name].says,
        "kind": kind,
        "paused": now.paused,
        "form": form,
        "tried": tried,
        "words": house_letters.sample(me, name, tried or now),
    }
    wrong = form.is_bound and not form.is_valid()
    return page(request, "members/house_letter.html", context, status=422 if wrong else 200)


def _do(request: MemberRequest, me: Membership, name: str, do: str) -> None:
    if do != "copy":
        house_letters.pause(me=me, kind=name, paused=do == "pause")
        held = "They wait now, until you let them go." if do == "pause" else "They go again."
        messages.success(request, held)
    elif house_letters.send_copy(me=me, kind=name):
        messages.success(request, "A copy is on its way to you, and to nobody else.")
    else:
        messages.info(request, "There is nothing to write of yet, so there is no copy.")
