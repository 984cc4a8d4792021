"""Fixtures for everybody: somebody in a collaborative, and people who help there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from members.models import Hat, Membership
from tests.factories import HatFactory, MembershipFactory
from tests.servers import chromium
from tests.world import World
from tests.world_bad import developed

CHROMIUM_AS_ROOT_AND_OFFLINE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytest_plugins = ["tests.figures"]


@pytest.fixture(autouse=True)
def letters_at_once(settings: Any) -> None:
    """Tests run at any hour, and each in its own transaction; those about hours set it back."""
    settings.LETTERS_SENDERS, settings.LETTERS_AT_ONCE = 1, True


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any, tmp_path: Path) -> None:
    """Without ``collectstatic``, and with a mailbox and files of the test's own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MAIL_BOX = tmp_path / "mail"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Our servers go with the tests, and their databases with them; yours (DATABASE_URL) stays."""
    return "OWN_SERVERS" in os.environ


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The machine's own Chromium: Playwright would fetch a browser of its own."""
    return {"executable_path": chromium(), "args": CHROMIUM_AS_ROOT_AND_OFFLINE}


@pytest.fixture
def whole_site(settings: Any) -> None:
    """Every address there can be, the demo's too; no cache, so that what is undone is undone."""
    import_module("tests.demo.urls")  # before DEMO is on: the roof is read once for all tests
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo.urls"
    nothing = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = {**settings.CACHES, "default": nothing}


@pytest.fixture
def member(db: None) -> Membership:
    return MembershipFactory()


@pytest.fixture
def facilitator(member: Membership) -> Membership:
    """Somebody who helps to hold meetings in the collaborative of ``member``."""
    hat = HatFactory(member__collaborative=member.collaborative, kind=Hat.Kind.FACILITATOR)
    return hat.member


@pytest.fixture
def coordinator(member: Membership) -> Membership:
    """Somebody who looks after the collaborative of ``member``."""
    hat = HatFactory(member__collaborative=member.collaborative, kind=Hat.Kind.COORDINATOR)
    return hat.member


@pytest.fixture
def listeners(member: Membership) -> list[Membership]:
    """Whom to turn to: without the two of them nobody is invited."""
    place = member.collaborative
    return [HatFactory(member__collaborative=place, kind=kind).member for kind in Hat.LISTENING]


def as_(client: Client, member: Membership) -> Client:
    """The client, signed in as this member's person."""
    client.force_login(member.person)
    return client


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One world for the module; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World, db: None, whole_site: None) -> World:
    developed()
    return built
