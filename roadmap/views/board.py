"""The board."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from members.access import today_in
from members.here import enter
from members.models import Membership
from roadmap import access
from roadmap.board import Mat, as_it_is, as_it_stood, days_to_look_back, one_mat, one_mat_then
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
    context = board_context(me, request.GET)
    status = 422 if context["form"].errors else 200
    return page(request, "roadmap/board.html", context, status=status)


def board_context(me: Membership, asked: QueryDict) -> dict[str, Any]:
    """What the board needs, looked at as ``asked``."""
    today = today_in(me.collaborative)
    form = OnForm(days_to_look_back(me), asked, today=today)
    form.is_valid()
    back = form.found if form.found != today else None
    seen = lenses(me, asked.get("see", ""))
    mats = _mats(asked, me, back, seen.chosen)
    return {
        "mats": mats,
        "many": sum(mat.many for mat in mats),
        "form": form,
        "on": back,
        "lenses": seen,
        "may_change": access.may_change(me),
        "alone": len(mats) == 1,
    }


def _mats(asked: QueryDict, me: Membership, back: date | None, lens: Lens) -> list[Mat]:
    only, after = asked.get("in", ""), asked.get("after", "")
    if only not in Horizon.values:
        only = ""
    if back and only:
        return [one_mat_then(me, back, only, after=after)]
    if back:
        return as_it_stood(me, back)
    may_move = access.may_change(me)
    if only:
        return [one_mat(me, only, may_move=may_move, after=after, lens=lens)]
    return as_it_is(me, may_move=may_move, lens=lens)
