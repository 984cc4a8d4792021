"""Stopping a kind of letter from the letter itself, without signing in (RFC 8058).

The link holds a signed person and kind and nothing else. GET shows, POST does:
mail scanners follow links, and must change nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse

from collaborative.letters import kinds

if TYPE_CHECKING:
    from collaborative.models import Letter

SALT = "letters.stop"


def token(kind: str, person: int) -> str:
    """Without a date in it: the link works for ever, and a letter made twice is the same."""
    return signing.Signer(salt=SALT).sign_object([kind, person])


def read(token: str) -> tuple[str, int] | None:
    """Kind and person's primary key; None for a token that we did not sign."""
    try:
        kind, person = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    return (kind, person) if kind in kinds and kinds[kind].stop else None


def url(kind: str, person: int) -> str:
    """The whole address, for a letter."""
    return settings.SITE_URL + reverse("stop_letters", args=[token(kind, person)])


def headers(letter: Letter) -> dict[str, str]:
    """What lets a mail reader offer its own "unsubscribe" button; nothing for codes."""
    if kinds[letter.kind].stop is None:
        return {}
    return {
        "List-Unsubscribe": f"<{url(letter.kind, letter.person_id)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
