"""Where somebody is signed in: Django's session, with whose it is beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from members.models.person import User

if TYPE_CHECKING:
    from members.sessions import SessionStore


class SessionQuerySet(models.QuerySet["Session"]):
    def of(self, person: User) -> SessionQuerySet:
        """Where a person is signed in now, the newest first."""
        standing = self.filter(person=person, expire_date__gt=timezone.now())
        return standing.order_by("-since", "session_key")


class Session(AbstractBaseSession):
    """A row names its person, so that they can see it and end it.

    Turned down: a table of sessions beside Django's, as the sign-in software
    has one: it keeps network addresses, exact browsers and when somebody was
    last here. Here stand a plain word and the day of coming in.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    device = models.CharField(max_length=60, blank=True)  # "a phone with Firefox"
    since = models.DateField(null=True)

    objects = SessionQuerySet.as_manager()  # type: ignore[assignment,misc]  # wider than its base

    def __str__(self) -> str:
        return "a session"  # the key would let anybody in

    @property
    def mark(self) -> str:
        """What a form calls it; the session's own key never stands on a page."""
        return salted_hmac("members.session", self.session_key).hexdigest()[:20]

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        raise NotImplementedError  # nothing of ours reads a session without its request
