"""GOV.UK Notify, as far as we need it: one text message, handed over.

Its own client needs a package that comes as source alone, which we do not
build (docs/decisions.md). What it does is little: a token, signed anew for
each request, and a POST.
"""

from __future__ import annotations

import hmac
import json
import time
from base64 import urlsafe_b64encode
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.conf import settings

PATIENCE = 20  # seconds
UUID = 36  # letters; a key ends with that of the service, a hyphen, and that of the secret


class NoSuchNumber(Exception):
    """It takes no text messages, today or any other day."""


def send_sms(number: str, words: str, reference: str) -> None:
    """Hand one message over; the template there has one hole, ``((words))``.

    Raises:
        NoSuchNumber: it is none that takes text messages.
        OSError: whatever else went wrong; another time it may go.
    """
    told = {
        "phone_number": number,
        "template_id": settings.NOTIFY_TEMPLATE,
        "personalisation": {"words": words},
        "reference": reference,
    }
    request = Request(  # noqa: S310 -- the address is a setting of ours
        f"{settings.NOTIFY_URL}/v2/notifications/sms",
        data=json.dumps(told).encode(),
        headers={
            "Authorization": f"Bearer {token(settings.NOTIFY_KEY, int(time.time()))}",
            "Content-Type": "application/json",
            "User-Agent": "living-well",
        },
    )
    try:
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 -- see above
            answer.read()
    except HTTPError as error:
        with error:
            if error.code == 400 and _speaks_of_the_number(error.read()):
                raise NoSuchNumber from None
        raise


def token(key: str, now: int) -> str:
    """A JSON Web Token (RFC 7519, HS256) that says which service asks, and when."""
    service, secret = key[-2 * UUID - 1 : -UUID - 1], key[-UUID:]
    said = [{"typ": "JWT", "alg": "HS256"}, {"iss": service, "iat": now}]
    head = ".".join(_packed(json.dumps(each).encode()) for each in said)
    return f"{head}.{_packed(hmac.digest(secret.encode(), head.encode(), 'sha256'))}"


def _packed(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _speaks_of_the_number(said: bytes) -> bool:
    try:
        errors: list[dict[str, Any]] = json.loads(said)["errors"]
    except (ValueError, KeyError, TypeError):
        return False
    return any(
        each.get("error") == "ValidationError" and "phone_number" in each.get("message", "")
        for each in errors
    )
