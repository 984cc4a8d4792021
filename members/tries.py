"""How often a code may be tried: five in five minutes for an address, however many sessions try.

A lock that anybody can shut would keep the owner out. So each six-digit code
holds one of the five tries for itself from the moment it is asked for, and a
stranger who asks and guesses cannot use it up. Once the five are taken, the
next letter carries twelve digits: nobody guesses those in a lifetime, and
whoever reads the letters comes in at once. It is all the same for an address
that nobody has.
"""

from __future__ import annotations

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest

from collaborative.keys import new_token

KEPT = "code_held"  # in the session: what its own try is counted under
LONG = "code_is_long"
DIGITS, MANY_DIGITS = 6, 12


def ask(request: HttpRequest, address: str) -> None:
    """A code is about to be made: hold a try for it, or have it be a long one."""
    held = _take(request, address)
    request.session[KEPT] = new_token() if held else ""
    request.session[LONG] = not held


def asked_too_often(request: HttpRequest, address: str) -> bool:
    """Whether enough letters went out; somebody on another network cannot use up one's own."""
    where = get_ip(request)
    one = ratelimit.consume(request, action="ask_from_one_place", key=f"{_plain(address)} {where}")
    return not (one and ratelimit.consume(request, action="ask_for_code", key=_plain(address)))


def is_long(request: HttpRequest) -> bool:
    """Whether the letter of this session carries twelve digits."""
    return bool(request.session.get(LONG))


def may_try(request: HttpRequest, address: str) -> bool:
    """Whether what was typed is looked at: its own try first, then one of the five."""
    held = request.session.get(KEPT, "")
    if held and ratelimit.consume(request, action="own_try", key=held):
        return True
    return _take(request, address)


def over(request: HttpRequest) -> None:
    for name in (KEPT, LONG):
        request.session.pop(name, None)


def _take(request: HttpRequest, address: str) -> bool:
    return bool(ratelimit.consume(request, action="tries", key=_plain(address)))


def _plain(address: str) -> str:
    return address.strip().lower()
