"""Somebody has died: what ends, what stays, and putting it right when it was a mistake."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import remembering
from members.errors import NotTheirs
from members.forms import RememberForm
from members.here import enter
from members.models import Membership
from members.views import telling


@require_http_methods(["GET", "POST"])
def remember(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Who it is, a line to remember them by if there is one, and a tick against slips."""
    me = enter(request, collaborative)
    if not remembering.may_remember(me):
        raise Http404
    late = list(remembering.of_late(me.collaborative))
    if request.POST.get("do") == "back":
        return _put_right(request, me, late)
    people = list(Membership.objects.visible_to(me).exclude(pk=me.pk).by_name())
    form = RememberForm.of(people, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        card = next(card for card in people if card.key == said["who"])
        try:
            remembering.remember(
                card=card, by=me, words=said["words"], keeps_name=said["name"] == "keep"
            )
        except NotTheirs:
            form.add_error("who", "Somebody has done this just now.")
        else:
            messages.success(request, "It is done. No letter goes to them any more. We are sorry.")
            telling.about_words(request, said["words"])
            return redirect("here:remember", collaborative=collaborative)
    context = {"form": form, "late": late}
    status = 422 if form.is_bound else 200
    return page(request, "members/remember.html", context, status=status)


def _put_right(request: MemberRequest, me: Membership, late: list[Membership]) -> HttpResponse:
    card = next((card for card in late if card.key == request.POST.get("who")), None)
    if card is None:
        raise Http404
    try:
        remembering.put_right(card=card, by=me)
    except NotTheirs:
        messages.error(request, "That is not possible any more. Invite them again.")
    else:
        messages.success(request, f"{card.chosen_name} is back. Please tell them what happened.")
    return redirect("here:remember", collaborative=me.collaborative.slug)
