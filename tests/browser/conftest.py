"""A served site for the browser, and people who come to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from playwright.sync_api import expect

from tests.browser.site import serve
from tests.world import World

PHONE = {"width": 360, "height": 640}

# A busy machine is not a fault of the page.
LONG = 20_000
expect.set_options(timeout=LONG)

Opened = Callable[..., Any]


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Static files as they are in production."""
    root = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=root):
        call_command("collectstatic", verbosity=0, interactive=False)
    return root


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any, tmp_path: Path, collected: Path) -> None:
    """Here they are not plain; the mailbox and the files are the test's own, as everywhere."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": None},
        },
    }
    settings.MAIL_BOX = tmp_path / "mail"
    settings.STATIC_ROOT = collected


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One world for the module; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World, db: None) -> World:
    return built


@pytest.fixture
def site(db: None, settings: Any, whole_site: None) -> Iterator[str]:
    """The address of the whole site. Its counters and its cache are of this test alone."""
    memory = "django.core.cache.backends.locmem.LocMemCache"
    ours = {"BACKEND": memory, "LOCATION": uuid4().hex}
    settings.CACHES = {**settings.CACHES, "default": ours}
    with serve() as address:
        yield address


@pytest.fixture
def come(site: str, new_context: Callable[..., Any]) -> Iterator[Opened]:
    """``come(person)``: a page of a browser where this person is signed in, on a small phone.

    Nothing may go wrong in any of them: no error in a script, nothing that the policy forbids.
    """
    troubles: list[str] = []

    def heard(message: Any) -> None:
        # The page itself came with this status, as it should: a 404, a 422.
        if message.type == "error" and "responded with a status of 4" not in message.text:
            troubles.append(message.text)

    def come(person: Any = None, **how: Any) -> Any:
        context = new_context(**{"base_url": site, "viewport": PHONE, **how})
        context.set_default_timeout(LONG)
        context.on("console", heard)
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        if person is not None:
            client = Client()
            client.force_login(person)
            name = configured.SESSION_COOKIE_NAME
            cookie = {"name": name, "value": client.cookies[name].value, "url": site}
            context.add_cookies([cookie])
        return context.new_page()

    yield come
    assert troubles == []
