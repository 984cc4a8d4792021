"""What a page weighs on a slow line: compressed and cached as in production."""

from __future__ import annotations

from typing import Any

import pytest

from tests.figures import Figure
from tests.pages import PAGES, expected
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MOST_AT_FIRST = 90_000
MOST_REQUESTS = 6
MOST_NEXT = 15_000


class Line:
    """Counts what comes over the wire, headers included."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.bytes: dict[str, float] = {}
        self.asked: dict[str, str] = {}
        network = page.context.new_cdp_session(page)
        network.on("Network.requestWillBeSent", self.sent)
        network.on("Network.requestServedFromCache", self.cached)
        network.on("Network.loadingFinished", self.came)
        network.send("Network.enable")

    def sent(self, event: Any) -> None:
        self.asked[event["requestId"]] = event["request"]["url"]

    def cached(self, event: Any) -> None:
        self.asked.pop(event["requestId"], None)

    def came(self, event: Any) -> None:
        self.bytes[event["requestId"]] = event["encodedDataLength"]

    def load(self, path: str) -> tuple[int, int]:
        """How many bytes and how many requests the page at ``path`` costs."""
        self.bytes.clear()
        self.asked.clear()
        self.page.goto(path)
        self.page.wait_for_timeout(200)  # the last of them are told after the page is there
        wire = [key for key in self.asked if self.bytes.get(key, 0) > 0 and not self.is_photo(key)]
        return round(sum(self.bytes[key] for key in wire)), len(wire)

    def is_photo(self, key: str) -> bool:
        """What a person put on their card: it comes last, and only when it is scrolled to."""
        return self.asked[key].endswith("/photo/")


def test_the_first_page_and_the_next(world: World, come: Any, figure: Figure) -> None:
    page = come(world.persons["coordinator"])
    line = Line(page)
    weight, requests = line.load(PAGES["home"].url("home", world.here))
    figure("first load of home: bytes, requests", f"{weight}, {requests}")
    assert weight <= MOST_AT_FIRST
    assert requests <= MOST_REQUESTS

    next_ones = {}
    for name, each in PAGES.items():
        if each.is_page and expected(each.get)["coordinator"] == 200:
            next_ones[name], _ = line.load(each.url(name, world.here))
    heaviest = max(next_ones, key=next_ones.__getitem__)
    figure("heaviest next page: bytes", f"{next_ones[heaviest]} ({heaviest})")
    figure("next page from home, the roadmap: bytes", next_ones["roadmap:board"])
    assert next_ones[heaviest] <= MOST_NEXT
