"""Text messages: through GOV.UK Notify where there is an account, else into the mailbox to look at.

Only public bodies get such an account, so it stands behind a setting and an
package that is installed for it (docs/running.md).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from collaborative import mailbox

LONGEST = 160  # what a phone shows as one message


def send(number: str, words: str, reference: str) -> None:
    """Hand over one message; raises what the route raises, and then it is tried again."""
    route: Callable[[str, str, str], None] = import_string(settings.TEXTS)
    route(number, words, reference)


def to_mailbox(number: str, words: str, reference: str) -> None:
    """For development: it lies beside the letters."""
    message = EmailMessage("A text message", words, to=[f"{number.replace(' ', '')}@text.invalid"])
    mailbox.Backend().send_messages([message])


def by_notify(number: str, words: str, reference: str) -> None:
    """The template at Notify has one hole, ``((words))``; a reference tells a repeat apart."""
    client = import_module("notifications_python_client.notifications")
    client.NotificationsAPIClient(settings.NOTIFY_KEY).send_sms_notification(
        phone_number=number,
        template_id=settings.NOTIFY_TEMPLATE,
        personalisation={"words": words},
        reference=reference,
    )
