"""The board."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from members.access import today_in
from members.here import enter
from roadmap import access
from roadmap.board import as_it_is, as_it_stood, days_to_look_back
from roadmap.forms import OnForm
from roadmap.words import how_many


@require_safe
def board(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Everything that we want, by horizon; ``?on=2012-03-03`` shows it as it stood that day."""
    me = enter(request, collaborative)
    today = today_in(me.collaborative)
    form = OnForm(days_to_look_back(me), request.GET, today=today)
    form.is_valid()
    may_change = access.may_change(me)
    back = form.found if form.found != today else None
    mats = as_it_stood(me, back) if back else as_it_is(me, how_many(me), may_move=may_change)
    context = {
        "mats": mats,
        "many": sum(mat.many for mat in mats),
        "form": form,
        "on": back,
        "may_change": may_change,
    }
    return page(request, "roadmap/board.html", context, status=422 if form.errors else 200)
