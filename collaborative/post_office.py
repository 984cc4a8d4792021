"""Whether letters go at all, as far as we know: the letters that wait say so themselves."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from collaborative import mailbox
from collaborative.models import Letter
from collaborative.outbox import waited
from collaborative.trouble import WORDS

LONG = timedelta(minutes=10)  # a letter that waits so long was looked at by nobody

NOBODY_SENDS = (
    "Letters wait and nobody fetches them: the part of the site that sends them may not be running."
)
NO_SERVER_SET = (
    "Letters go into a folder on this machine and to nobody: no mail server is set."
    " Whoever runs the site sets EMAIL_URL."
)


def only_a_folder() -> bool:
    """Whether no mail server is set; the demo's letters are meant to land there."""
    return f"{mailbox.Backend.__module__}.Backend" == settings.EMAIL_BACKEND


def trouble() -> str:
    """Why no letter goes just now, in plain words; "" where all is well or not known.

    A letter that was put off tells of the mail server, unless another one has
    gone since. One query where nothing is wrong.
    """
    if only_a_folder():
        return "" if settings.DEMO else NO_SERVER_SET
    now = timezone.now()
    waits = Letter.objects.filter(state=Letter.State.WAITING)
    tried = Q(attempts__gt=0) & ~Q(trouble__in=["", "address"])
    left = Q(attempts=0, not_before__lt=now - LONG, not_after__gt=now)
    last = waits.filter(tried | left).order_by("-not_before").first()
    if last is None:
        return ""
    since = waited(last) if last.attempts else last.not_before
    if Letter.objects.filter(state=Letter.State.SENT, sent_at__gt=since).exists():
        return ""
    return WORDS[last.trouble] if last.attempts else NOBODY_SENDS
