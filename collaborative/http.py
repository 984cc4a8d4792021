"""Requests and responses: the typed request, and the one way to make a page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from members.models import Membership, User


class MemberRequest(HttpRequest):
    """A request of somebody signed in.

    ``here`` is their membership once ``enter`` let them in, ``others`` those elsewhere.
    """

    if TYPE_CHECKING:
        user: User
        htmx: HtmxDetails
        here: Membership
        others: list[Membership]


def address(name: str, **named: str) -> str:
    """``reverse``, remembered: one board asks for seventy addresses, and so does the next."""
    return _address(name, tuple(named.items()))


@lru_cache(maxsize=4096)
def _address(name: str, named: tuple[tuple[str, str], ...]) -> str:
    return reverse(name, kwargs=dict(named))


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """``part`` for an htmx swap, ``template`` for everything else.

    The view, never the browser, names the part. A boosted link and a
    history restore both need the whole page.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    if part and htmx and not (htmx.boosted or htmx.history_restore_request):
        template = part
    response = TemplateResponse(request, template, context or {}, status=status)
    response["Vary"] = "HX-Request"
    return response
