"""Signing somebody out everywhere, at once, whether or not anything but the database answers."""

from __future__ import annotations

from members.models import Session, User
from members.sessions import SessionStore


def everywhere(person: User) -> None:
    """The next click on each of their devices asks who they are.

    Each session carries a mark of the password column, which is random where
    nobody has a password. A new one ends them all in one statement, those too
    that only a cache remembers. Then the rows go as well.
    """
    person.set_unusable_password()
    User.objects.filter(pk=person.pk).update(password=person.password)
    for session in Session.objects.of(person):
        SessionStore(session.session_key).delete()
