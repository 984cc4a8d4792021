"""For anyone in doubt: what others measured, what happened here, what we do not know; on paper."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collaborative.http import MemberRequest, page
from members.access import today_in
from members.here import enter
from prototypes import access
from prototypes.models import EvidenceCard, Learning, Prototype, TestCycle
from prototypes.views.finding import prototype_with_leave

MOST = 60


@require_safe
def pack(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Every result as it was told, the ones that surprised us too, and every open end."""
    me = enter(request, collaborative)
    prototype = prototype_with_leave(me, key)
    cycles = list(TestCycle.objects.filter(prototype=prototype).order_by("n")[:MOST])
    learnings = Learning.objects.filter(prototype=prototype).with_evidence().order_by("pk")[:MOST]
    context = {
        "prototype": prototype,
        "evidence": list(
            EvidenceCard.objects.filter(speaks_of__prototype=prototype).order_by("title")[:MOST]
        ),
        "may_try": access.may_try(me),
        "told": [cycle for cycle in cycles if cycle.happened],
        "learnings": list(learnings),
        "unknown": unknown(prototype, cycles),
        "today": today_in(me.collaborative),
    }
    return page(request, "prototypes/pack.html", context)


def unknown(prototype: Prototype, cycles: list[TestCycle]) -> list[str]:
    """What we do not know: said by what is missing, in whole sentences."""
    told = [cycle for cycle in cycles if cycle.happened]
    found = [
        f"How go {cycle.n} went: nobody has told. {cycle.question or cycle.tried}".strip()
        for cycle in cycles
        if not cycle.happened
    ]
    if not told:
        found.append("Whether it works at all: nobody has told of a go at it.")
    elif len(told) == 1:
        found.append("Whether it was chance: it was tried once.")
    if told and all(cycle.how_many in ("", TestCycle.HowMany.FEW) for cycle in told):
        found.append("What happens with more than a few people.")
    if told and not any(cycle.prediction for cycle in told):
        found.append("Whether it surprised us: nobody wrote down what we expected.")
    if not prototype.could_go_badly:
        found.append("What could go badly: nobody has said.")
    if not prototype.who_looks_out:
        found.append("Who looks out, if it does: nobody has said.")
    return found
