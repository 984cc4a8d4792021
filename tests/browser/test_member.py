"""A member comes in, answers, and follows a thing on the roadmap down to the words under it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import expect

from collaborative.tasks import tick
from meetings.models import Reply
from tests.browser.keyboard import Keyboard
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def come_in(keys: Keyboard, address: str) -> None:
    """By the code in the letter, really."""
    keys.page.goto("/accounts/")
    keys.to("Your email address").type(address)
    with keys.page.expect_navigation():
        keys.enter()
    tick()
    (letter,) = [letter for letter in mail.outbox if "6-digit code" in letter.subject]
    assert letter.to == [address]
    keys.to("The 6-digit code").type(re.search(r"^\d{6}$", letter.body, re.MULTILINE)[0])
    with keys.page.expect_navigation():
        keys.enter()


def answer(keys: Keyboard, *, script: bool) -> None:
    keys.to("Yes, I’ll come")
    if script:
        keys.enter()
    else:
        keys.follow("Yes, I’ll come")
    expect(keys.page.get_by_text("You said yes")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_letter_to_the_words(
    script: bool, world: World, come: Any, figure: Figure
) -> None:
    rows, me = world.here.rows, world.here.people["member"]
    Reply.objects.filter(member=me).delete()
    keys = Keyboard(come(java_script_enabled=script))
    come_in(keys, me.person.email)
    expect(keys.page.locator("h1")).to_contain_text("Breakfast")

    answer(keys, script=script)
    assert Reply.objects.get(member=me).answer == "yes"

    keys.follow("See the whole roadmap")
    keys.follow(rows["item"].title)
    expect(keys.page.get_by_text(rows["outputs"][0].words).first).to_be_visible()
    expect(keys.page.get_by_text("I only came once.").first).to_be_hidden()  # folded: a few at once
    from_home = keys.activated

    keys.follow(rows["theme"].name)
    expect(keys.page.locator("h1")).to_have_text(rows["theme"].name)
    expect(keys.page.get_by_text("I only came once.").first).to_be_visible()
    figure(f"member, sign-in to the theme{'' if script else ', no script'}: keys", keys.pressed)
    assert from_home <= 5  # address, code, answer, roadmap, item


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_two_presses_from_either_end(script: bool, world: World, come: Any) -> None:
    """From a thing on the roadmap to where it was said, and from a theme back to the thing."""
    rows = world.here.rows
    keys = Keyboard(come(world.persons["member"], java_script_enabled=script))
    keys.page.goto(rows["item"].get_absolute_url())
    keys.follow(rows["theme"].name)
    keys.follow(rows["session"].title)
    assert keys.activated == 2
    expect(keys.page.locator("h1")).to_have_text(rows["session"].title)

    keys = Keyboard(keys.page)
    keys.page.goto(rows["theme"].get_absolute_url())
    if not script:
        keys.follow("What became of it")
    keys.follow(rows["item"].title)
    assert keys.activated <= 2
    expect(keys.page.locator("h1")).to_have_text(rows["item"].title)
