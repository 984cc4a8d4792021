"""Who we are: the same card for everybody, by name. And inviting somebody new."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collaborative import post_office
from collaborative.http import MemberRequest, page
from collaborative.text import clean_line
from members import access, actions, by_hand, listening, remembering
from members.errors import NobodyToTurnTo
from members.forms import InviteForm, TakeBackForm
from members.here import enter
from members.models import Invitation, JoinRequest, Membership
from members.views import telling
from members.views.slips import slips_page

A_PAGE = 24
REMEMBERED = 60
NAMED = 2  # so many of the next people stand on the button that leads to them


@require_safe
def people(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Cards by chosen name, a page at a time; resting people among all the others."""
    me = enter(request, collaborative)
    words = clean_line(request.GET.get("q", ""))
    cards = Membership.objects.visible_to(me)
    found = cards.with_words(words).by_name()
    after = cards.filter(key=clean_line(request.GET.get("after", ""))).first()
    if after is not None:
        found = found.after(after)
    some = list(found[: A_PAGE + NAMED + 1])
    shown, more = some[:A_PAGE], some[A_PAGE:]
    looks_after = access.looks_after(me)
    context = {
        "cards": shown,
        "words": words,
        "began_later": after is not None,
        "more": _more(request, shown, words) if more else "",
        "more_label": _who_is_next(more),
        "may_invite": looks_after,
        "invited": looks_after and len(shown) == 1 and _somebody_is_asked(me),
        "may_remember": remembering.may_remember(me),
        "remembered": [] if words or after else _remembered(me),
        "asking": JoinRequest.objects.visible_to(me).count(),
    }
    return page(request, "members/people.html", context)


def _somebody_is_asked(me: Membership) -> bool:
    return Invitation.objects.open().filter(collaborative=me.collaborative_id).exists()


def _remembered(me: Membership) -> list[Membership]:
    """Those who have died and whose name may stand, by name."""
    gone = Membership.objects.remembered().filter(collaborative=me.collaborative_id)
    return list(gone.filter(keeps_name=True).by_name()[:REMEMBERED])


def _more(request: MemberRequest, shown: list[Membership], words: str) -> str:
    asked = {"q": words} if words else {}
    return f"{request.path}?{urlencode({**asked, 'after': shown[-1].key})}"


def _who_is_next(more: list[Membership]) -> str:
    """What stands behind the button: names, and whether they are all."""
    named = ", ".join(card.chosen_name for card in more[:NAMED])
    return f"More people: {named}{' and so on' if len(more) > NAMED else ''}"


@require_http_methods(["GET", "POST"])
def invite(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Invite one person. The answer is the same whether we know the address or not."""
    me = enter(request, collaborative)
    if not access.looks_after(me):
        raise Http404
    if request.POST.get("do") == "take_back":
        return _take_back(request, me)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        address, name = form.cleaned_data["address"], form.cleaned_data["name"]
        here = reverse("here:invite", kwargs={"collaborative": collaborative})
        try:
            if request.POST.get("do") == "print":
                slip = by_hand.slip(by=me, address=address, name=name)
                return slips_page(request, [slip], on=here)
            actions.invite(by=me, address=address, name=name)
        except NobodyToTurnTo:
            form.add_error(None, listening.NOT_YET)
        else:
            messages.success(request, _invited(name))
            telling.about_name(request, name)
            return redirect(here)
    return _invite_page(request, me, form, TakeBackForm())


def _invited(name: str) -> str:
    """Never that a letter is on its way while none goes."""
    if post_office.trouble():
        return (
            f"If {name} is not with us yet, a letter waits for them until letters go again."
            " You can print a slip now, and hand it over."
        )
    return f"If {name} is not with us yet, a letter is on its way. It is good for two weeks."


def _take_back(request: MemberRequest, me: Membership) -> HttpResponse:
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return _invite_page(request, me, InviteForm(), form)
    actions.take_back(by=me, address=form.cleaned_data["wrong"])
    messages.success(
        request, "If a letter went to that address, its link opens nothing from now on."
    )
    return redirect("here:invite", collaborative=me.collaborative.slug)


def _invite_page(
    request: MemberRequest, me: Membership, form: InviteForm, wrong: TakeBackForm
) -> HttpResponse:
    context = {
        "form": wrong if wrong.is_bound else form,
        "invite": form,
        "wrong": wrong,
        "missing": listening.missing(me.collaborative),
        "no_post": post_office.trouble(),
    }
    status = 422 if form.is_bound or wrong.is_bound else 200
    return page(request, "members/invite.html", context, status=status)
