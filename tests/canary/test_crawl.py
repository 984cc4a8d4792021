"""Nobody hears what is private to another: every address, letter, log line and file."""

from __future__ import annotations

import pytest

from members.models import User
from tests.canary.crawl import Crawl
from tests.canary.plant import Canaries
from tests.figures import Figure
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def crawl(db: None, whole_site: None) -> Crawl:
    canaries = Canaries()
    world = World(canaries)
    values = {}
    for token, canary in canaries.planted.items():
        values[canary.words] = token
    for person in User.objects.exclude(email=None):
        tokens = [token for token in canaries.planted if token in person.email]
        values[person.email] = tokens[0]
    canaries.remember_hashes(values)
    return Crawl(world, canaries)


def test_nobody_hears_what_is_private_to_another(crawl: Crawl, figure: Figure) -> None:
    leaks = crawl.everything()
    figure("canary crawl: requests", crawl.asked)
    figure("canary crawl: letters", crawl.letters)
    figure("canary crawl: canaries planted", len(crawl.canaries.planted))
    figure("canary crawl: leaks", len(leaks))
    if leaks:
        pytest.fail("\n".join(map(str, leaks)))
