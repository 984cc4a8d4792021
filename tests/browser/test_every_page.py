"""Every page: fit for WCAG 2.2 AA in light and dark, and no wider than the smallest screen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.every import Visit, visits
from tests.browser.reading import SMALL_AND_LIGHT, faults
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("visit", list(visits()), ids=str)
def test_anyone_can_read_it(visit: Visit, world: World, come: Any) -> None:
    person = None if visit.role == "anonymous" else world.persons[visit.role]
    page = come(person, **SMALL_AND_LIGHT)
    visit.go(page, world)
    assert faults(page) == {}
