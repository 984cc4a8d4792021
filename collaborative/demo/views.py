"""Come in as somebody invented, and read their letters. Not a part of the product: it says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from collaborative import mailbox as box
from collaborative.demo import database, who
from collaborative.http import page

View = Callable[..., HttpResponseBase]

may_show_a_letter: Callable[[View], View] = csp_update({"frame-src": [SELF]})

# Letters carry their rules on their tags, since mail readers drop style sheets.
as_a_reader_shows_it: Callable[[View], View] = csp(
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": [SELF],
    }
)
WHERE_LINKS_GO = '<base target="_top">'  # out of the frame, to the page itself


def in_the_demo(view: View) -> View:
    """For everybody, but only where the demo has filled the database: never among real people."""

    @login_not_required
    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO or database.loaded_for() is None:
            raise Http404
        return view(request, *args, **kwargs)

    return respond


@require_safe
@in_the_demo
def people(request: HttpRequest) -> HttpResponse:
    """Whom one can come in as, by place."""
    return page(request, "demo/people.html", {"places": who.by_place()})


@require_POST
@in_the_demo
def come_in(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as the owner of that card, without a code."""
    card = get_object_or_404(who.cards(), key=key)
    login(request, card.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(card.collaborative)


@require_safe
@in_the_demo
def mailbox(request: HttpRequest) -> HttpResponse:
    """The letters that have gone out, newest first."""
    return page(request, "demo/mailbox.html", {"letters": box.newest(), "zone": _zone()})


@require_safe
@in_the_demo
@may_show_a_letter
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One letter: how it was addressed, and both of its parts."""
    return page(request, "demo/letter.html", {"letter": _found(name), "zone": _zone()})


@require_safe
@in_the_demo
@xframe_options_sameorigin
@as_a_reader_shows_it
def letter_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part by itself, for the frame on the letter's page."""
    html = _found(name).html
    if not html:
        raise Http404
    return HttpResponse(html.replace("<head>", f"<head>{WHERE_LINKS_GO}", 1))


def _found(name: str) -> box.Received:
    found = box.find(name)
    if found is None:
        raise Http404
    return found


def _zone() -> ZoneInfo:
    """The clock that both places live by."""
    return ZoneInfo("Europe/London")
