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


def waits(page: Any, count: int) -> None:
    page.wait_for_selector(f"[data-waiting][data-count='{count}']")


def test_without_a_line_notes_wait_and_go_by_themselves(page: Any, box: Any) -> None:
    page.context.set_offline(True)
    for note in ("do not lose me", "nor me"):
        page.keyboard.type(note)
        page.keyboard.press("Enter")
    waits(page, 2)
    assert "2 notes wait on this device. There is no line" in page.inner_text("[data-waiting-line]")
    assert not Output.objects.exists()

    page.context.set_offline(False)
    waits(page, 0)

    assert settled(page, 2) == ["do not lose me", "nor me"]
    assert "All sent" in page.inner_text("[data-waiting-line]")


def test_a_reload_without_a_line_shows_a_page_and_keeps_the_words(page: Any, box: Any) -> None:
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.keyboard.type("before the reload")
    page.keyboard.press("Enter")
    waits(page, 1)
    page.keyboard.type("half a thought")
    page.reload()
    page.get_by_role("heading", name="There is no line just now").wait_for()
    waits(page, 1)
    assert box.input_value() == "half a thought"
    box.press("Enter")
    waits(page, 2)

    page.context.set_offline(False)
    page.wait_for_selector("#notes .note >> nth=1")  # the real page again, by itself

    assert words(3) == ["before the reload", "half a thought"]


def test_signed_out_meanwhile_the_words_wait_for_the_door(
    page: Any, box: Any, facilitator: Membership
) -> None:
    cookie = page.context.cookies()[0]
    page.context.clear_cookies(name="living_well")
    page.keyboard.type("signed out meanwhile")
    page.keyboard.press("Enter")
    page.get_by_text("You are signed out.").wait_for()
    assert not Output.objects.exists()

    client = as_(Client(), facilitator)  # comes in again, under another session and token
    page.context.add_cookies([{**cookie, "value": client.cookies["living_well"].value}])
    page.click("[data-send]")
    waits(page, 0)

    assert words(2) == ["signed out meanwhile"]


def test_the_last_resorts_a_file_and_a_wipe(page: Any, box: Any) -> None:
    page.context.set_offline(True)
    page.keyboard.type("only here")
    page.keyboard.press("Enter")
    waits(page, 1)
    with page.expect_download() as download:
        page.click("[data-export]")
    assert download.value.path().read_text() == "only here"

    page.click("[data-wipe]")
    page.context.set_offline(False)
    page.get_by_text("One note is not sent. Wipe it too").click()
    page.get_by_role("heading", name="To your table").wait_for()
    kept = page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('writing'))")
    assert kept == []


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
