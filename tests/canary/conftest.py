"""A world in which every private word is a canary, built once for the tests that crawl it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.utils import timezone

from collaborative.models import Letter
from members.models import User
from members.sessions import SessionStore
from tests.canary.crawl import Crawl
from tests.canary.plant import Canaries
from tests.world import World
from tests.world_bad import developed


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[World, Canaries]]:
    with django_db_blocker.unblock(), transaction.atomic():
        canaries = Canaries()
        world = World(canaries)
        for whose, person in world.persons.items():
            kept_besides(whose, person, canaries)
        values = {canary.words: token for token, canary in canaries.planted.items()}
        for address in User.objects.exclude(email=None).values_list("email", flat=True):
            values[address] = next(token for token in canaries.planted if token in address)
        canaries.remember_hashes(values)
        yield world, canaries
        transaction.set_rollback(True)


def kept_besides(whose: str, person: User, say: Canaries) -> None:
    """What letters, sessions and allauth's tables (empty here) would hold about a person."""

    def word(what: str) -> str:
        return say(whose, what, "x").replace(" ", "-")

    Letter.objects.create(
        key=f"canary:{person.pk}",
        kind="digest",
        person=person,
        about=person.pk,
        not_before=timezone.now() - timedelta(days=1),
        not_after=timezone.now() + timedelta(days=1),
        state=Letter.State.SENT,
        sent_at=timezone.now(),
        subject=word("subject"),
        body=word("body"),
    )
    session = SessionStore(session_key=word("session key"))
    session.update({SESSION_KEY: str(person.pk), "kept": word("session data")})
    session.save(must_create=True)
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.RECOVERY_CODES, data={"seed": word("key")}
    )
    address = EmailAddress.objects.create(
        user=person, email=f"{word('second address')}@example.org", verified=True, primary=True
    )
    EmailConfirmation.objects.create(
        email_address=address, sent=timezone.now(), key=word("confirmation")
    )


@pytest.fixture
def crawl(planted: tuple[World, Canaries], db: None, whole_site: None) -> Crawl:
    """A crawl that has heard nothing yet."""
    developed()
    return Crawl(*planted)
