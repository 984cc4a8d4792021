"""Text messages: through GOV.UK Notify where there is an account, else into the mailbox to look at.

Only public bodies get such an account, so it stands behind a setting (docs/running.md).
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from collaborative import mailbox
from collaborative.notify import NoSuchNumber, send_sms

LONGEST = 160  # what a phone shows as one message


def send(number: str, words: str, reference: str) -> bool:
    """Hand over one message; False where nobody has that number.

    Raises what the route raises otherwise, and then it is tried again.
    """
    route: Callable[[str, str, str], None] = import_string(settings.TEXTS)
    try:
        route(number, words, reference)
    except NoSuchNumber:
        return False
    return True


def to_mailbox(number: str, words: str, reference: str) -> None:
    """For development: it lies beside the letters."""
    message = EmailMessage("A text message", words, to=[f"{number.replace(' ', '')}@text.invalid"])
    mailbox.Backend().send_messages([message])


def by_notify(number: str, words: str, reference: str) -> None:
    """A reference tells a repeat apart: it is the same at every try."""
    send_sms(number, words, reference)
