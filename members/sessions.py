"""Sessions that know whose they are: to see where one is signed in, and to end it there."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.cached_db import SessionStore as CachedStore
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from collaborative import audit
from collaborative.chores import chores
from members.models import Session, User

DEVICE, SINCE = "device", "since"
IN_AT = "in_at"  # the moment; stays inside the session
HANDED = "handed"  # came in with a code that somebody else made, and may have read

# The first that fits: every browser claims to be some of the others too.
KINDS = (
    ("a tablet", ("ipad", "tablet")),
    ("a phone", ("iphone", "mobi", "android")),
    ("a computer", ("windows", "macintosh", "linux", "cros")),
)
BROWSERS = (
    ("Firefox", ("firefox", "fxios")),
    ("Edge", ("edg/", "edga/", "edgios")),
    ("Samsung Internet", ("samsungbrowser",)),
    ("Chrome", ("chrome", "crios", "chromium")),
    ("Safari", ("safari",)),
)


class SessionStore(CachedStore):
    """Django's cached sessions in our table."""

    cache_key_prefix = "members.sessions"

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 -- as get_model_class says
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device, row.since = data.get(DEVICE, ""), data.get(SINCE)
        return row


def plain_device(user_agent: str) -> str:
    """ "a phone with Firefox": what people would say themselves, and no more."""
    said = user_agent.lower()
    kind = next((kind for kind, marks in KINDS if any(m in said for m in marks)), "a device")
    browser = next((name for name, marks in BROWSERS if any(m in said for m in marks)), "")
    return f"{kind} with {browser}" if browser else kind


def came_in(sender: object, request: HttpRequest, **_: Any) -> None:
    request.session[DEVICE] = plain_device(request.META.get("HTTP_USER_AGENT", ""))
    request.session[IN_AT] = time.time()
    request.session[SINCE] = timezone.localdate().isoformat()


def note_handed(request: HttpRequest, *, handed: bool) -> None:
    """How this session began; with one's own code it is like any other again."""
    if handed:
        request.session[HANDED] = True
    else:
        request.session.pop(HANDED, None)


def by_handed_code(request: HttpRequest) -> bool:
    """Whether what is private stays shut here: whoever made the code could be the one typing it."""
    return bool(request.session.get(HANDED))


@transaction.atomic
def end(*, person: User, but: str | None, mark: str = "") -> int:
    """End one session of a person, or with no ``mark`` all of them ``but`` the one with this key.

    Returns how many ended. What is open there ends with its next click.
    """
    found = [row for row in Session.objects.of(person) if row.session_key != but]
    ended = [row for row in found if not mark or row.mark == mark]
    for row in ended:
        SessionStore(row.session_key).delete()
    if ended:
        audit.record(actor=person, verb="member.sign_out", target=person)
    return len(ended)


def forget_ended(now: Any) -> int:
    """Rows of sessions that are over."""
    gone, _ = Session.objects.filter(expire_date__lt=now).delete()
    return gone


user_logged_in.connect(came_in, dispatch_uid="members.sessions")
chores.announce("sessions that are over", forget_ended)
