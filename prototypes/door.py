"""How a phone comes to a table: by a code read off a card, without an account.

A code is short, because somebody types it in a noisy room. So wrong ones are
counted: ten an hour from one network, and ten an hour for one word. A phone
that is in carries a signed mark, and is asked nothing again: neither thirty
people behind one address in a café nor somebody who guesses shut it out.
"""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from prototypes.models import TableCode

MARK = "at_table"
SALT = "tables.door"
KEPT = 60 * 60 * 24 * 2


class TooManyTries(Exception):
    """Nothing that is typed is looked at for a while."""


def find(request: HttpRequest, typed: str) -> TableCode | None:
    """The open code that was typed, or None.

    Raises:
        TooManyTries: ten wrong ones came from here, or for this word, within the hour.
    """
    known = request.get_signed_cookie(MARK, default="", salt=SALT, max_age=KEPT) == typed
    if not known and not _may_try(request, typed, dry_run=True):
        raise TooManyTries
    found = (
        TableCode.objects.open()
        .filter(code=typed)
        .select_related("table", "session__collaborative", "session__meeting")
        .first()
    )
    if found is None and not known:
        _may_try(request, typed, dry_run=False)
    return found


def let_in(response: HttpResponse, code: TableCode) -> HttpResponse:
    """Mark the phone as one that knows this code; the mark says nothing of anybody."""
    response.set_signed_cookie(
        MARK,
        code.code,
        salt=SALT,
        max_age=KEPT,
        path=f"/t/{code.code}/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _may_try(request: HttpRequest, typed: str, *, dry_run: bool) -> bool:
    return bool(
        ratelimit.consume(
            request,
            app="allauth.account",
            action="table_code",
            key=typed.partition("-")[0],
            dry_run=dry_run,
            limit_get=True,
        )
    )
