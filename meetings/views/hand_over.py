"""Hand over in one evening: ask somebody, sit down with this page on paper, stop."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from meetings import month
from meetings.models import Meeting, MeetingSeries
from members import access, helping
from members.errors import LastCoordinator, NoLetterReachesThem
from members.looking_after_forms import SuccessorForm
from members.models import Hat, JoinRequest, Membership
from members.views.roles import coordinator

DATES = 6  # as many as a new rule makes
MOST_HATS = 60

NOBODY_YET = (
    "Nobody else looks after this forum yet. Once somebody has said yes, you can stop on any day."
)


@require_http_methods(["GET", "POST"])
def hand_over(request: MemberRequest, collaborative: str) -> HttpResponse:
    """All that a successor needs; ``do=ask`` writes to somebody, ``do=stop`` ends my own part."""
    me = coordinator(request, collaborative)
    people = _people(me)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    form = SuccessorForm.of(people, request.POST if do == "ask" else None)
    if do == "ask" and form.is_valid() and _ask(request, me, form, people):
        return redirect("month:hand_over", collaborative=collaborative)
    if do == "stop":
        stopped = _stop(request, me)
        return redirect("home" if stopped else "month:hand_over", collaborative=collaborative)
    context = _sheet(me) | {"form": form}
    return page(request, "meetings/hand_over.html", context, status=422 if form.is_bound else 200)


def _people(me: Membership) -> list[Membership]:
    """Who could do it: they take part, and a letter reaches them; not whoever does it with me."""
    others = Membership.objects.taking_part().filter(
        collaborative=me.collaborative_id, person__email__isnull=False
    )
    return list(others.exclude(pk__in=_others_after(me)).exclude(pk=me.pk).by_name())


def _others_after(me: Membership) -> set[int]:
    """Cards of those who look after it beside me, with no last day."""
    today = access.today_in(me.collaborative)
    after = (hat for hat in me.hats if hat.kind == Hat.Kind.COORDINATOR and hat.until is None)
    return {hat.member_id for hat in after if hat.is_on(today)} - {me.pk}


def _ask(
    request: MemberRequest, me: Membership, form: SuccessorForm, people: list[Membership]
) -> bool:
    to = next(card for card in people if card.key == form.cleaned_data["who"])
    try:
        helping.ask(by=me, member=to, kind=Hat.Kind.COORDINATOR)
    except NoLetterReachesThem:
        form.add_error("who", f"No letter reaches {to.chosen_name}. Please ask them yourself.")
        return False
    messages.success(request, f"A letter to {to.chosen_name} is on its way. It asks for a yes.")
    return True


def _stop(request: MemberRequest, me: Membership) -> bool:
    """My own part of it ends today; refused while there is nobody else."""
    today = access.today_in(me.collaborative)
    mine = [hat for hat in me.hats if hat.member_id == me.pk and hat.is_on(today)]
    try:
        for hat in mine:
            if hat.kind == Hat.Kind.COORDINATOR:
                helping.end_now(hat=hat, by=me)
    except LastCoordinator:
        messages.error(request, NOBODY_YET)
        return False
    messages.success(request, "It is in other hands now. Thank you for all of it.")
    return True


def _sheet(me: Membership) -> dict[str, Any]:
    """No address, no number of anybody, and nothing from behind the wall."""
    place = me.collaborative
    today = access.today_in(place)
    hats = Hat.objects.on(today).filter(collaborative=place).select_related("member")
    named = sorted(hats[:MOST_HATS], key=lambda hat: (hat.member.chosen_name.casefold(), hat.kind))
    coming = Meeting.objects.told_to(me.person).filter(collaborative=place).happening().upcoming()
    return {
        "dates": list(coming[:DATES]),
        "series": list(MeetingSeries.objects.filter(collaborative=place, ended=False)[:DATES]),
        "helping": named,
        "months": month.months_of(me),
        "asking": JoinRequest.objects.visible_to(me).count(),
        "not_alone": bool(_others_after(me)),
    }
