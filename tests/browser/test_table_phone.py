"""A table's phone, by keyboard: from the square on the card to the first kept word, and home."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import expect

from prototypes.models import Output
from tests.browser.keyboard import Keyboard
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

BOX = "What was said, in their words"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_square_to_the_first_kept_word(
    script: bool, world: World, come: Any, figure: Figure
) -> None:
    page = come(java_script_enabled=script)
    keys = Keyboard(page)
    began = time.perf_counter()
    page.goto(f"/t/{world.here.rows['table code'].key}/")
    keys.to(BOX).type("The bell hangs too high")
    if script:
        keys.enter()
    else:
        keys.follow("Keep it")
    expect(page.locator("#kept")).to_contain_text("Kept.")
    took = time.perf_counter() - began

    how = "script" if script else "no script"
    figure(f"table's phone, {how}: seconds from the square to the first kept word", round(took, 1))
    assert took <= 20
    note = Output.objects.get(words="The bell hangs too high")
    assert note.table.name == "Kettle"
    expect(page.locator("#notes")).to_contain_text("The bell hangs too high")


def test_a_held_note_is_off_the_screen_at_the_next_poll(world: World, come: Any) -> None:
    """The screen is open in one browser, and somebody who helps has a phone in the hand."""
    rows = world.here.rows
    words = rows["outputs"][0].words
    Output.objects.filter(session=rows["session"]).update(
        written_at=rows["session"].meeting.starts_at.replace(year=2024)
    )
    screen = come(world.persons["facilitator"], viewport={"width": 1280, "height": 800})
    phone = come(world.persons["facilitator"])
    base = rows["session"].get_absolute_url()
    screen.goto(f"{base}projector/")
    expect(screen.locator("#screen")).to_contain_text(words)

    phone.goto(f"{base}notes/{rows['outputs'][0].key}/")
    phone.get_by_role("button", name="This needs a person").click()
    phone.get_by_role("heading", name=re.compile("This needs a person")).wait_for()

    expect(screen.locator("#screen")).not_to_contain_text(words, timeout=8_000)
