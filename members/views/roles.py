"""Who helps with what, and until when: for whoever looks after the collaborative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import access, helping, listening
from members.errors import LastCoordinator, LooksAfterIt, NoLetterReachesThem, TooSoon
from members.here import enter
from members.looking_after_forms import AskToHelpForm, EndForm
from members.models import Hat, Membership

HAND_OVER_FIRST = (
    "Nobody else looks after this forum, so this cannot end yet."
    " Ask somebody below to do it with you. Once they have said yes, you can stop any day."
)
IN_A_WEEK = (
    "Others rely on this. It can end in a week from today at the earliest, and they get a letter."
    " Is it urgent? Ask them to step back, together with somebody else."
)


@dataclass
class Role:
    """A hat, by a name that tells no number, with the form for its last day."""

    hat: Hat
    name: str
    form: EndForm

    @classmethod
    def of(cls, hat: Hat) -> Role:
        name = f"{hat.kind}-{hat.member.key}-{hat.since:%Y%m%d}"
        return cls(hat, name, EndForm(initial={"until": hat.until}, auto_id=f"id_{name}_%s"))


def coordinator(request: MemberRequest, slug: str) -> Membership:
    """Raises Http404 for everybody who does not look after the place."""
    me = enter(request, slug)
    if not access.looks_after(me):
        raise Http404
    return me


@require_http_methods(["GET", "POST"])
def roles(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Ask somebody to help, put in a last day, take it out, or end it at once."""
    me = coordinator(request, collaborative)
    roles = _roles(me)
    people = list(Membership.objects.current().filter(collaborative=me.collaborative_id).by_name())
    do = request.POST.get("do", "") if request.method == "POST" else ""
    asking = AskToHelpForm.of(people, request.POST if do == "ask" else None)
    ending: Role | None = None
    form: Any = asking
    if do == "ask" and asking.is_valid():
        if _ask(request, me, asking, people):
            return redirect("here:roles", collaborative=collaborative)
    elif do in ("until", "now"):
        ending = next((role for role in roles if role.name == request.POST.get("hat")), None)
        if ending is None:
            raise Http404
        ending.form = form = EndForm(request.POST if do == "until" else {})
        if form.is_valid() and _end(request, me, ending.hat, do, form):
            return redirect("here:roles", collaborative=collaborative)
    context = {
        "roles": roles,
        "asking": asking,
        "form": form,
        "asked": _asked(me),
        "alone": _coordinators(roles) < 2,
        "missing": listening.missing(me.collaborative),
    }
    wrong = request.method == "POST"
    return page(request, "members/roles.html", context, status=422 if wrong else 200)


def _roles(me: Membership) -> list[Role]:
    """What is on, or still to come; by name, as every list of people."""
    found = Hat.objects.filter(
        collaborative=me.collaborative_id,
        member__left_on=None,
        member__stepped_back_at=None,
    ).exclude(until__lt=access.today_in(me.collaborative))
    hats = sorted(
        found.select_related("member"),
        key=lambda hat: (hat.member.chosen_name.casefold(), hat.member.key, hat.kind, hat.since),
    )
    return [Role.of(hat) for hat in hats]


def _coordinators(roles: list[Role]) -> int:
    after = [role.hat for role in roles if role.hat.kind == Hat.Kind.COORDINATOR]
    return len({hat.member_id for hat in after})


def _asked(me: Membership) -> list[tuple[str, Any]]:
    """What was asked for and has no yes yet, and when; no names: they may say no in peace."""
    asked = listening.asked(me.collaborative)
    return [(Hat.Kind(kind).label, day) for kind, day in asked.items()]


def _ask(
    request: MemberRequest, me: Membership, form: AskToHelpForm, people: list[Membership]
) -> bool:
    who = next(card for card in people if card.key == form.cleaned_data["who"])
    kind = form.cleaned_data["kind"]
    try:
        helping.ask(by=me, member=who, kind=kind)
    except NoLetterReachesThem:
        form.add_error("who", f"No letter reaches {who.chosen_name}. Please ask them yourself.")
    except LooksAfterIt:
        form.add_error("who", "This must be somebody who does not look after things here.")
    else:
        mine = who == me
        messages.success(
            request,
            "You help with it from today."
            if mine
            else f"A letter to {who.chosen_name} is on its way. It asks for their yes.",
        )
        return True
    return False


def _end(request: MemberRequest, me: Membership, hat: Hat, do: str, form: EndForm) -> bool:
    try:
        if do == "now":
            helping.end_now(hat=hat, by=me)
        else:
            helping.end(hat=hat, by=me, until=form.cleaned_data["until"])
    except LastCoordinator:
        form.add_error("until", HAND_OVER_FIRST)
    except TooSoon:
        guarded = hat.kind in helping.WITH_NOTICE and hat.member_id != me.pk
        form.add_error("until", IN_A_WEEK if guarded else "It cannot end before today.")
    else:
        messages.success(request, f"Kept. {hat.member.chosen_name}: {hat.get_kind_display()}.")
        return True
    return False
