"""Paper to hand over: an invitation with a code, or a code alone. Shown once, in the answer."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from collaborative import post_office
from collaborative.http import MemberRequest, page
from members import by_hand
from members.errors import NotTheirs
from members.looking_after_forms import HandCodeForm
from members.views.roles import coordinator

MOST = 200


def slips_page(request: MemberRequest, slips: list[by_hand.Slip], *, on: str) -> HttpResponse:
    """The answer to a press on *print*; ``on`` is where the page leads."""
    context = {
        "slips": slips,
        "on": on,
        "no_post": post_office.trouble(),
        "site": settings.SITE_URL.partition("://")[2],
    }
    return page(request, "members/slips.html", context)


@require_http_methods(["GET", "POST"])
def code(request: MemberRequest, collaborative: str) -> HttpResponse:
    """A code for a member whom letters do not reach."""
    me = coordinator(request, collaborative)
    people = list(by_hand.may_get_code(me).select_related("person")[:MOST])
    form = HandCodeForm.of(people, request.POST if request.method == "POST" else None)
    context = {"form": form, "people": people, "no_post": post_office.trouble()}
    if form.is_valid():
        who = next(card for card in people if card.key == form.cleaned_data["who"])
        try:
            made = by_hand.code_for(by=me, member=who)
        except NotTheirs:
            raise Http404 from None
        return page(request, "members/reach_code_made.html", {"code": made, "member": who})
    status = 422 if form.is_bound else 200
    return page(request, "members/reach_code.html", context, status=status)
