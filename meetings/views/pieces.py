"""Pieces for anybody to read: two pages for members, two for the world."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from collaborative.text import clean_line
from meetings import pieces
from meetings.errors import NotYet, PieceChanged
from meetings.models import Piece
from meetings.piece_forms import AnswerForm, PieceForm
from members import access
from members.access import today_in
from members.guard import hints
from members.here import enter
from members.models import Collaborative, Membership
from members.views import telling

A_PAGE = 20
SHOWN = 100
CHANGED = "Somebody has changed it while you wrote. Their words stand on the page of the piece."


@require_http_methods(["GET", "POST"])
def board(request: MemberRequest, collaborative: str) -> HttpResponse:
    """What we write for anybody: all of it, and a form to begin another one."""
    me = enter(request, collaborative)
    form = PieceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "words", "signature")}
        telling.about_words(request, said["words"])
        return redirect(pieces.begin(by=me, **said))
    mine = Piece.objects.visible_to(me).order_by("-pk")
    context = {"pieces": mine[: 2 * A_PAGE], "form": form}
    return page(request, "meetings/pieces.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def piece(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """One of them: its words, what can be done with it, and answers that wait."""
    me = enter(request, collaborative)
    found = get_object_or_404(Piece.objects.visible_to(me), key=key)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    form = PieceForm.of(found, request.POST if do == "keep" else None)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "words", "signature")}
        version = form.cleaned_data["version"] or 0
        try:
            pieces.change(piece=found, by=me, version=version, **said)
        except PieceChanged:
            form.add_error(None, CHANGED)
        else:
            messages.success(request, "Kept, as a draft.")
            telling.about_words(request, said["words"])
            return redirect(found)
    elif do and do != "keep":
        _do(request, me, found, do)
        return redirect(found)
    context: dict[str, Any] = {
        "piece": found,
        "form": form,
        "hints": hints(found.words) if found.state != Piece.State.PUBLIC else [],
        "may_publish": access.looks_after(me)
        and found.check_until is not None
        and found.check_until < today_in(me.collaborative),
        "replies": found.replies.waiting()[:SHOWN] if access.looks_after(me) else [],
        "shown": found.replies.shown()[:SHOWN],
        "may_read": access.looks_after(me),
    }
    return page(request, "meetings/piece.html", context, status=422 if form.is_bound else 200)


def _do(request: MemberRequest, me: Membership, found: Piece, do: str) -> None:
    if do == "check":
        pieces.check(piece=found, by=me)
        messages.success(request, "All of us can read it now, for a week.")
    elif do == "not_yet":
        pieces.not_yet(piece=found, by=me)
        messages.success(request, "It is a draft again, and nobody else reads it.")
    elif not access.looks_after(me):
        raise Http404
    elif do == "publish":
        try:
            pieces.publish(piece=found, by=me)
        except NotYet:
            raise Http404 from None
        messages.success(request, "Anybody can read it from now on.")
    elif do in ("show", "let_go"):
        reply = get_object_or_404(found.replies, key=clean_line(request.POST.get("reply", "")))
        if do == "show":
            pieces.show(reply=reply, by=me)
        else:
            pieces.let_go(reply=reply, by=me)
        messages.success(request, "It is shown." if do == "show" else "It is gone.")


@login_not_required
@require_safe
def read(request: HttpRequest, collaborative: str) -> HttpResponse:
    """For anybody: what we have written, newest first. Counts nothing, and sets no cookie."""
    place = get_object_or_404(Collaborative, slug=collaborative)
    found = list(Piece.objects.public().filter(collaborative=place)[:A_PAGE])
    if not found:
        raise Http404
    request.place = place  # type: ignore[attr-defined]  # for the frame of the page
    return page(request, "meetings/read.html", {"pieces": found})


@login_not_required
@require_http_methods(["GET", "POST"])
def read_one(request: HttpRequest, collaborative: str, key: str) -> HttpResponse:
    """One piece, the answers to it that are shown, and a box for another one."""
    here = Piece.objects.public().filter(collaborative__slug=collaborative)
    found = get_object_or_404(here.select_related("collaborative"), key=key)
    request.place = found.collaborative  # type: ignore[attr-defined]  # for the frame of the page
    form = AnswerForm(request.POST if request.method == "POST" else None)
    context = {"piece": found, "form": form, "shown": found.replies.shown()[:SHOWN]}
    if form.is_valid():
        place = str(found.collaborative_id)
        if not ratelimit.consume(request, action="answer_a_piece", key=place):
            return page(request, "meetings/read_one.html", {**context, "wait": True}, status=429)
        pieces.answer(piece=found, **form.cleaned_data)
        return page(request, "meetings/read_thanks.html", {"piece": found})
    return page(request, "meetings/read_one.html", context, status=422 if form.is_bound else 200)
