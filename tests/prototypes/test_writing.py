"""Typing fast on a slow line, in a real browser: no letter is lost, and none comes twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from members.models import Membership
from prototypes.models import Output, PrototypingSession
from tests.conftest import as_
from tests.prototypes.helpers import address

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # the server starts before collectstatic
]

BOX = "#capture [data-enter]"


def slow(page: Any, *, milliseconds: int) -> None:
    """How long each answer takes from now on."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": milliseconds,
            "downloadThroughput": -1,
            "uploadThroughput": -1,
        },
    )


@pytest.fixture
def box(page: Any, live_server: Any, facilitator: Membership, session: PrototypingSession) -> Any:
    client = as_(Client(), facilitator)
    cookie = client.cookies["living_well"].value
    page.context.add_cookies([{"name": "living_well", "value": cookie, "url": live_server.url}])
    page.goto(live_server.url + address("capture", facilitator, session))
    return page.locator(BOX)


def words(count: int) -> list[str]:
    """What is kept, once there are so many notes."""
    return list(Output.objects.in_order().values_list("words", flat=True))[:count]


def settled(page: Any, count: int) -> list[str]:
    page.wait_for_function(
        "count => document.querySelectorAll('#notes .note').length === count", arg=count
    )
    page.wait_for_timeout(100)
    return words(count + 1)


def test_notes_typed_one_after_the_other_are_all_kept(page: Any, box: Any) -> None:
    slow(page, milliseconds=300)
    said = [f"this is note {n}" for n in range(6)]
    for note in said:
        page.keyboard.type(note, delay=15)
        page.keyboard.press("Enter")
        page.wait_for_timeout(150)

    assert settled(page, 6) == said
    assert box.input_value() == ""


def test_what_is_typed_while_a_note_is_on_its_way_stays(page: Any, box: Any) -> None:
    slow(page, milliseconds=400)
    page.keyboard.type("the first")
    page.keyboard.press("Enter")
    page.keyboard.type("half a sen", delay=20)
    assert settled(page, 1) == ["the first"]
    page.keyboard.type("tence")

    assert box.input_value() == "half a sentence"
    page.keyboard.press("Enter")
    assert settled(page, 2) == ["the first", "half a sentence"]


def test_a_note_that_does_not_get_through_goes_back_into_the_box(page: Any, box: Any) -> None:
    page.context.set_offline(True)
    page.keyboard.type("do not lose me")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-unsent]:not([hidden])")
    assert box.input_value() == "do not lose me"

    page.context.set_offline(False)
    page.keyboard.press("Enter")

    assert settled(page, 1) == ["do not lose me"]
    assert page.is_hidden("[data-unsent]")


def test_at_the_door_the_words_stay(page: Any, box: Any) -> None:
    page.context.clear_cookies(name="living_well")
    page.keyboard.type("signed out meanwhile")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-unsent]:not([hidden])")

    assert box.input_value() == "signed out meanwhile"
    assert not Output.objects.exists()


def test_the_first_screen_of_a_phone_has_all_that_writing_needs(page: Any, box: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.reload()

    for needed in (BOX, "label:has([value=quote])", "summary:has-text('More kinds')", ".btn.main"):
        where = page.locator(needed).first.bounding_box()
        assert where["y"] + where["height"] <= 640, needed
        assert where["x"] + where["width"] <= 360, needed
    assert page.evaluate("document.activeElement.matches('[data-enter]')")


def test_their_words_ask_for_their_yes(page: Any, box: Any) -> None:
    assert page.is_hidden("text=They said yes")
    page.click("label:has([value=quote])")
    page.click("text=They said yes")
    box.fill("You asked me first")
    box.press("Enter")

    assert settled(page, 1) == ["You asked me first"]
    assert Output.objects.get().consent == "given"
    assert page.is_hidden("text=They said yes")
