"""Coming in under an address: who is the viewer in the collaborative that the URL names?"""

from __future__ import annotations

from typing import Any

from django.http import Http404

from collaborative.http import MemberRequest
from members.models import Buddying, Membership
from members.models.membership import MembershipQuerySet


def with_company(cards: MembershipQuerySet) -> MembershipQuerySet:
    """With names for the home page, ``my_buddy`` and ``buddy_of``: asked here, it is no query."""
    mine, others = Buddying.objects.names_for("pk")
    return cards.annotate(my_buddy=mine, buddy_of=others)


def cards(
    request: MemberRequest, *, company: bool = False, also: dict[str, Any] | None = None
) -> list[Membership]:
    """Where the viewer may come in, by name of the collaborative; one query."""
    mine = Membership.objects.let_in().filter(person=request.user).annotate(**(also or {}))
    mine = with_company(mine) if company else mine
    return list(
        mine.select_related("collaborative", "person__preferences").order_by("collaborative__name")
    )


def enter(
    request: MemberRequest, slug: str, *, company: bool = False, also: dict[str, Any] | None = None
) -> Membership:
    """The viewer's membership there, with its collaborative; the first line of every view.

    With ``company``: and who their buddies are, which home alone tells. ``also`` names more that
    the page would ask of the place anyway, as columns of the same query.

    Raises:
        Http404: no such collaborative, or not theirs: a stranger cannot tell which.
    """
    mine = cards(request, company=company, also=also)
    me = next((card for card in mine if card.collaborative.slug == slug), None)
    if me is None:
        raise Http404
    request.here = me
    request.others = [card for card in mine if card is not me]
    return me


def anywhere(request: MemberRequest) -> list[Membership]:
    """The viewer's cards, on a page of their own; their place stands around it, if it is one."""
    mine = cards(request)
    if len(mine) == 1:
        request.here = mine[0]
    else:
        request.others = mine
    return mine


def away(request: MemberRequest, slug: str) -> Membership:
    """The viewer's card where they are asked to step back; its pages stay shut.

    Raises:
        Http404: they are not, or it is not theirs.
    """
    mine = Membership.objects.current().filter(person=request.user, collaborative__slug=slug)
    card = mine.exclude(stepped_back_at=None).select_related("collaborative", "person").first()
    if card is None:
        raise Http404
    request.others = cards(request)
    request.place = card.collaborative  # type: ignore[attr-defined]  # for the frame of the page
    return card


def shut_to(request: MemberRequest) -> list[Membership]:
    """The viewer's cards where they are asked to step back, on pages of their own."""
    mine = Membership.objects.current().filter(person=request.user)
    return list(mine.exclude(stepped_back_at=None).select_related("collaborative"))
