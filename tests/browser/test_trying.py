"""From a said word to a first go, a go told on a phone, and one parked and woken: by keyboard."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from prototypes.models import GrewFrom, Prototype, TestCycle
from tests.browser.keyboard import Keyboard
from tests.factories_trying import PrototypeFactory
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
TYPED_A_MINUTE = 120  # letters, with two thumbs


@WITH_AND_WITHOUT
def test_from_a_said_word_to_a_first_go(
    script: bool, world: World, come: Any, figure: Figure
) -> None:
    theme = world.here.rows["theme"]
    note = world.here.rows["outputs"][3]
    keys = Keyboard(come(world.persons["member"], java_script_enabled=script))
    keys.page.goto(theme.get_absolute_url())
    keys.follow(f"Try it: {note.words}")
    expect(keys.page.get_by_label("What shall we try?")).to_have_value(note.words)
    small, went = "Two lamps, one week, by the door.", "Seven came in who used to pass by."
    keys.to("How small").type(small)
    keys.follow("Begin")
    expect(keys.page.get_by_role("heading", level=1)).to_have_text(note.words)
    keys.follow("Tell how a go at it went")
    keys.to("What did we try").type(small)
    keys.to("What happened").type(went)
    keys.follow("Keep it")
    expect(keys.page.locator("#goes")).to_contain_text(went)
    begun = Prototype.objects.get(name=note.words)
    assert GrewFrom.objects.get(child=begun).output == note
    assert TestCycle.objects.get(prototype=begun).happened == went
    assert keys.page.evaluate("document.documentElement.scrollWidth") <= 360
    letters = 2 * len(small) + len(went)
    how = "script" if script else "no script"
    figure(f"from a said word to a first go, {how}: keys besides typing", keys.pressed)
    figure(f"from a said word to a first go, {how}: letters typed", letters)
    assert letters / TYPED_A_MINUTE <= 3


@WITH_AND_WITHOUT
def test_parked_and_woken(script: bool, world: World, come: Any, figure: Figure) -> None:
    prototype = PrototypeFactory(collaborative=world.here.collaborative, name="A choir at the stop")
    keys = Keyboard(come(world.persons["member"], java_script_enabled=script))
    page = keys.page
    page.goto(prototype.get_absolute_url())
    for state, box, words, seen in (
        (
            "p",
            "If it is parked",
            "A first singer",
            "Waiting for: A first singer",
        ),
        ("t", "Why, in one sentence", "Somebody sang.", "Somebody sang."),
    ):
        keys.to("How does it stand")
        page.keyboard.press(state)
        keys.to(box).type(words)
        keys.follow("Say so")
        expect(page.locator("main .lead").first).to_have_text(seen)
    prototype.refresh_from_db()
    assert (prototype.state, prototype.waiting_for) == ("tried", "")
    how = "script" if script else "no script"
    figure(f"parked and woken, {how}: keys besides typing", keys.pressed)


def test_what_was_tried_shows_while_typing(world: World, come: Any) -> None:
    page = come(world.persons["member"])
    page.goto(f"/{world.here.slug}/prototypes/new/")
    page.get_by_label("What shall we try?").press_sequentially("Seven desks in a shop")
    box = page.get_by_role("checkbox", name="Seven desks in one shop")
    expect(box).to_be_visible()
    box.check()
    page.get_by_label("What shall we try?").press("End")
    page.get_by_label("What shall we try?").press_sequentially(" again")
    expect(box).to_be_checked()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Seven desks in a shop again")
    begun = Prototype.objects.get(name="Seven desks in a shop again")
    assert GrewFrom.objects.get(child=begun).parent == world.here.rows["let go"]


@WITH_AND_WITHOUT
def test_a_go_is_told_on_a_phone_after_the_session(
    script: bool, world: World, come: Any, figure: Figure
) -> None:
    """From the home page to a go that was planned, with what happened and what now."""
    cycle = TestCycle.objects.get(prototype=world.here.rows["prototype"], tried="Four Mondays")
    keys = Keyboard(come(world.persons["member"], java_script_enabled=script))
    page = keys.page
    page.goto(f"/{world.here.slug}/")
    keys.follow(f"How did go {cycle.n} go")
    went = "Five came. One brought soup."
    keys.to("What happened").type(went)
    keys.to("What now")
    page.keyboard.press("k")
    keys.follow("Keep it")
    expect(page.locator("#goes")).to_contain_text(went)
    cycle.refresh_from_db()
    assert (cycle.happened, cycle.decision) == (went, "keep")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    how = "script" if script else "no script"
    figure(f"a go told on a phone, {how}: keys besides typing", keys.pressed)
    figure(f"a go told on a phone, {how}: letters typed", len(went))


@WITH_AND_WITHOUT
def test_an_ancestry_is_read_from_the_list(
    script: bool, world: World, come: Any, figure: Figure
) -> None:
    """What a screen reader is given: nested lists with links; the picture is one labelled image.

    Every box of the picture and every word on a line stands in the lists, and
    every thing that has a page is reached by Tab.
    """
    prototype = world.here.rows["prototype"]
    keys = Keyboard(come(world.persons["member"], java_script_enabled=script))
    page = keys.page
    page.goto(f"{prototype.get_absolute_url()}family/")
    picture = page.get_by_role("img", name="A picture of the list below")
    expect(picture).to_have_count(1)
    tree = page.locator("main").aria_snapshot()
    heard = " ".join([prototype.name, *tree.split()])
    drawn = picture.locator("g").evaluate_all(
        "boxes => boxes.map(box => [...box.querySelectorAll('text:not(.kind)')]"
        ".map(line => line.textContent).join(' ').replace('…', ''))"
    )
    assert len(drawn) >= 5
    for name in drawn:
        assert name.split("  ")[0] in heard, name
    for how in picture.locator("text.how").all_text_contents():
        assert how in heard.lower()
    above = page.locator("section[aria-labelledby=above]")
    for link in above.get_by_role("link").all_text_contents():
        keys.to(re.escape(link))
    assert above.get_by_role("list").count() >= 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    how = "script" if script else "no script"
    figure(f"an ancestry read by keyboard, {how}: boxes drawn, all of them heard", len(drawn))
    figure(f"an ancestry read by keyboard, {how}: keys", keys.pressed)
