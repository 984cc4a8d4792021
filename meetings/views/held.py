"""The answer to the guard's question, wherever it was asked."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from collaborative.http import MemberRequest
from meetings import held
from meetings.views.finding import back
from members.here import enter


@require_POST
def choose(request: MemberRequest, collaborative: str, what: str, key: str) -> HttpResponse:
    """``do=keep`` says it as it is; ``do=without`` as it was offered."""
    me = enter(request, collaborative)
    if what not in held.KINDS:
        raise Http404
    row = held.find(me, what, key)
    if not held.may_choose(me, row):
        raise Http404
    do = request.POST.get("do")
    if do in ("keep", "without"):
        held.choose(row=row, by=me, without_it=do == "without")
    return back(request, me.collaborative)
