"""Signing somebody out everywhere, at once, whether or not anything but the database answers."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from members.models import User


def standing_sessions(person: User) -> list[Session]:
    """A session's row names nobody; who it belongs to stands inside it, signed."""
    standing = Session.objects.filter(expire_date__gt=timezone.now())
    return [
        session for session in standing if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]


def everywhere(person: User) -> None:
    """The next click on each of their devices asks who they are.

    Each session carries a mark of the password column, which is random where
    nobody has a password. A new one ends them all in one statement, those too
    that only a cache remembers. Then the rows go as well.
    """
    person.set_unusable_password()
    User.objects.filter(pk=person.pk).update(password=person.password)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in standing_sessions(person):
        store(session_key=session.session_key).delete()
