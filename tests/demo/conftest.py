"""The demo, loaded once for all the tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction

from collaborative.demo import content
from collaborative.demo.load import load

ANCHOR = date(2026, 11, 24)  # a Tuesday; the next breakfast, 3 December, is not a second Thursday


@pytest.fixture(scope="session")
def files() -> dict[str, content.Row]:
    """Both files as they are read."""
    return {place: content.read(place) for place in content.PLACES}


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[date]:
    """Both places as on ``ANCHOR``, for a module; gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(ANCHOR)
        yield ANCHOR
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: date, db: None) -> date:
    """The loaded demo, for one test: what the test changes is undone."""
    return loaded


@pytest.fixture
def demo_pages(demo: date, settings: Any) -> None:
    """``/demo/`` as with DEMO=1."""
    import_module("tests.demo.urls")  # before DEMO is on: the roof is read once for all tests
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo.urls"
