"""When the database is down: "not saved, your words are still here".

Django turns an exception into a response at the innermost middleware, so the
outermost sees only "500". The signal says which exception it was.
"""

from __future__ import annotations

import sys
from typing import Any

from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

NEVER_SHOWN = ("/accounts/", "/me/")  # codes and private things are not repeated on a page
NOT_WORDS = {"csrfmiddlewaretoken"}


@receiver(got_request_exception)
def remember(sender: Any, request: HttpRequest | None = None, **_: Any) -> None:
    if request is not None:
        request.failed_with = sys.exc_info()[1]  # type: ignore[attr-defined]


def is_about_the_database(request: HttpRequest) -> bool:
    return isinstance(getattr(request, "failed_with", None), OperationalError | InterfaceError)


def respond(request: HttpRequest) -> HttpResponse:
    """503, with what was posted in a form to the same address. Touches neither session nor user."""
    fields: list[tuple[str, str]] = []
    token = ""
    if request.method == "POST" and not request.path.startswith(NEVER_SHOWN):
        posted = request.POST
        token = posted.get("csrfmiddlewaretoken", "")
        fields = [
            (name, value)
            for name in posted
            if name not in NOT_WORDS
            for value in posted.getlist(name)
        ]
    words = render_to_string(
        "not_saved.html",
        {"fields": fields, "token": token, "action": request.path, "posted": bool(fields)},
    )
    return HttpResponse(words, status=503, headers={"Retry-After": "60"})
