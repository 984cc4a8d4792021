"""The board."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from members.access import today_in
from members.here import enter
from members.models import Membership
from roadmap import access
from roadmap.board import Mat, as_it_is, as_it_stood, days_to_look_back, one_mat
from roadmap.forms import OnForm
from roadmap.lens import Lens, lenses
from roadmap.models import Horizon
from roadmap.standing import LOOK_AGAIN


@require_safe
def board(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Everything that we want, by horizon; ``?on=2012-03-03`` shows it as it stood that day.

    ``?see=unstuck`` narrows today's; ``?in=now`` turns the pages of one horizon.
    """
    me = enter(request, collaborative, also=LOOK_AGAIN)
    today = today_in(me.collaborative)
    form = OnForm(days_to_look_back(me), request.GET, today=today)
    form.is_valid()
    back = form.found if form.found != today else None
    seen = lenses(me, request.GET.get("see", ""))
    mats = _mats(request, me, back, seen.chosen)
    context: dict[str, Any] = {
        "mats": mats,
        "many": sum(mat.many for mat in mats),
        "form": form,
        "on": back,
        "lenses": seen,
        "may_change": access.may_change(me),
        "alone": len(mats) == 1,
    }
    return page(request, "roadmap/board.html", context, status=422 if form.errors else 200)


def _mats(request: MemberRequest, me: Membership, back: date | None, lens: Lens) -> list[Mat]:
    if back:
        return as_it_stood(me, back)
    may_move, only = access.may_change(me), request.GET.get("in", "")
    if only in Horizon.values:
        after = request.GET.get("after", "")
        return [one_mat(me, only, may_move=may_move, after=after, lens=lens)]
    return as_it_is(me, may_move=may_move, lens=lens)
