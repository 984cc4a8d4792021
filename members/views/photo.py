"""A photo on a card, for those who may see the card."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from collaborative import files
from collaborative.http import MemberRequest
from members.here import enter
from members.models import Membership


@require_safe
def photo(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """The bytes, to be drawn on a page; whoever is not here finds nothing."""
    me = enter(request, collaborative)
    cards = Membership.objects.visible_to(me)
    card = get_object_or_404(cards.select_related("photo"), key=key)
    if card.photo is None:
        raise Http404
    return files.show(card.photo)
