"""This month, for whoever looks after the collaborative; and giving it to somebody for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from meetings import inviting, month, telling
from meetings.errors import NotYet, RepliesClosed
from meetings.models import Meeting, PieceReply
from members import access, giving, reaching
from members.errors import LooksAfterIt, NoLetterReachesThem, TooSoon
from members.here import enter
from members.looking_after_forms import GiveForm
from members.models import Hat, Invitation, JoinRequest, Membership
from members.views.roles import coordinator

SOON = timedelta(days=45)  # what ends by then wants somebody
MOST_ENDING = 5


@require_http_methods(["GET", "POST"])
def look_after(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Five lines; ``do=invite`` or ``do=tell`` for one meeting, each of them once."""
    me = coordinator(request, collaborative)
    if request.method == "POST":
        _do(request, me)
        return redirect("month:look_after", collaborative=collaborative)
    people = _people(me)
    months = month.months_of(me)
    by_letter = [card for card in people if card.person.email]
    context: dict[str, Any] = {
        "months": months,
        "by_letter": len(by_letter),
        "without": len(people) - len(by_letter),
        "failing": reaching.unreached(me.collaborative).count(),
        "asking": JoinRequest.objects.visible_to(me).count(),
        "answers": PieceReply.objects.waiting().filter(collaborative=me.collaborative_id).count(),
        "ending": _ending(me),
        "alone": _alone(me),
        "give": _give_form(me, people, giving.may_give(me), [each.meeting for each in months]),
    }
    return page(request, "meetings/look_after.html", context)


def _do(request: MemberRequest, me: Membership) -> None:
    here = Meeting.objects.visible_to(me.person).filter(collaborative=me.collaborative)
    do = request.POST.get("do", "")
    if do not in ("invite", "tell"):
        return
    meeting = get_object_or_404(here, key=request.POST.get("key", ""))
    try:
        if do == "invite":
            new = inviting.invite_everybody(meeting=meeting, by=me)
            said = "The letters are on their way. Whoever has answered already gets none."
        else:
            new = telling.tell_people(meeting=meeting, by=me)
            said = "It is on its way to everybody who reads such letters."
    except (RepliesClosed, NotYet):
        messages.error(request, "That cannot be sent now. Nothing has gone to anybody.")
    else:
        messages.success(request, said if new else "It has gone already. Nobody gets it twice.")


@require_http_methods(["GET", "POST"])
def off(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Give what I look after, or the holding of meetings, to somebody for a while."""
    me = enter(request, collaborative)
    kinds = giving.may_give(me)
    if not kinds:
        raise Http404
    people = _people(me)
    coming = Meeting.objects.told_to(me.person).filter(collaborative=me.collaborative_id)
    data = request.POST if request.method == "POST" else None
    form = _give_form(me, people, kinds, list(coming.happening().upcoming()[:1]), data)
    if form.is_valid() and _give(request, me, form, people):
        after = access.looks_after(me)
        return redirect("month:look_after" if after else "home", collaborative=collaborative)
    context = {"form": form, "asked": _asked(me)}
    return page(request, "meetings/off.html", context, status=422 if form.is_bound else 200)


def _give(request: MemberRequest, me: Membership, form: GiveForm, people: list[Membership]) -> bool:
    typed = form.cleaned_data
    to = next(card for card in people if card.key == typed["who"])
    try:
        giving.give(by=me, to=to, kind=typed["kind"], until=typed["until"])
    except NoLetterReachesThem:
        form.add_error("who", f"No letter reaches {to.chosen_name}. Please ask them yourself.")
    except LooksAfterIt:
        form.add_error("who", f"{to.chosen_name} listens when it is about whoever does this.")
    except TooSoon:
        form.add_error("until", "Choose a day from today on, and within three months.")
    else:
        messages.success(request, f"A letter to {to.chosen_name} is on its way. It asks for a yes.")
        return True
    return False


def _give_form(
    me: Membership,
    people: list[Membership],
    kinds: list[Hat.Kind],
    meetings: list[Meeting],
    data: Any = None,
) -> GiveForm:
    others = [card for card in people if card != me and card.person.email]
    coming = next((meeting for meeting in meetings if not meeting.is_over), None)
    until = month.hand_back_on(coming, access.today_in(me.collaborative))
    return GiveForm.of(others, kinds, until, data)


def _people(me: Membership) -> list[Membership]:
    here = Membership.objects.taking_part().filter(collaborative=me.collaborative_id)
    return list(here.select_related("person").by_name())


def _ending(me: Membership) -> list[Hat]:
    """What ends in the next weeks, by name; what is for one day only is left out."""
    today = access.today_in(me.collaborative)
    on = Hat.objects.on(today).filter(collaborative=me.collaborative_id)
    hats = on.filter(until__lte=today + SOON).exclude(since__gte=today).select_related("member")
    return sorted(hats, key=lambda hat: hat.member.chosen_name.casefold())[:MOST_ENDING]


def _alone(me: Membership) -> bool:
    today = access.today_in(me.collaborative)
    after = [hat for hat in me.hats if hat.kind == Hat.Kind.COORDINATOR and hat.is_on(today)]
    return len({hat.member_id for hat in after}) < 2


def _asked(me: Membership) -> int:
    """How many were asked and have not said yes; no names, so that a no is easy."""
    waiting = Invitation.objects.open().filter(collaborative=me.collaborative_id)
    return waiting.filter(helps_until__isnull=False).count()
