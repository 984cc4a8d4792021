"""What every response carries, what every request leaves in the log, and words that are kept."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse, QueryDict

from collaborative import logs, not_saved

Respond = Callable[[HttpRequest], HttpResponse]

logger = structlog.get_logger(__name__)

NOTHING_OF_THE_DEVICE = ", ".join(
    f"{name}=()"
    for name in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


def quiet_headers(get_response: Respond) -> Respond:
    """Nothing of ours stays on a shared computer, unless a view said that it may."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", NOTHING_OF_THE_DEVICE)
        response.setdefault("Cache-Control", "private, no-store")
        return response

    return respond


def request_log(get_response: Respond) -> Respond:
    """One line a request: the name of the page, never its path, its words or who asked."""

    def respond(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        logger.info(
            "request",
            method=request.method,
            route=logs.route(request),
            status=response.status_code,
            ms=round((time.perf_counter() - began) * 1000),
        )
        return response

    return respond


def words_are_still_here(get_response: Respond) -> Respond:
    """A POST that the database could not take comes back with its words, as 503.

    Stands outside of sessions and sign-in, which need the database themselves.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 500 and not_saved.is_about_the_database(request):
            return not_saved.respond(request)
        return response

    return respond


def without_nul(get_response: Respond) -> Respond:
    """Take NUL out of what was asked and posted: nobody types it, and PostgreSQL keeps none."""

    def respond(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        if request.method == "POST" and _holds_nul(request):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]
        return get_response(request)

    return respond


def _holds_nul(request: HttpRequest) -> bool:
    if request.content_type == "multipart/form-data":  # may bring a file, which is read once
        return any("\0" in word for name, all_ in request.POST.lists() for word in (name, *all_))
    return b"%00" in request.body or b"\0" in request.body


def _without_nul(asked: QueryDict) -> QueryDict:
    clean = QueryDict(mutable=True)
    for name, values in asked.lists():
        clean.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
    return clean
