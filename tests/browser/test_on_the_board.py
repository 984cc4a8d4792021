"""Moving on the board: by keys alone, and by drag, with the live region that says where it is."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from roadmap.models import Move, RoadmapItem
from tests.browser.keyboard import Keyboard
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def place_in_next(world: World) -> str:
    """Where the stuck item will be there: "2 of 3"."""
    item = world.here.rows["stuck item"]
    there = RoadmapItem.objects.filter(collaborative=item.collaborative, horizon="next").open()
    before = there.filter(number__lt=item.number).count()
    return f"{before + 1} of {there.count() + 1}"


def test_arrows_move_it_and_the_page_says_where(world: World, come: Any, figure: Figure) -> None:
    title = world.here.rows["stuck item"].title  # stands in now
    place = place_in_next(world)
    keys = Keyboard(come(world.persons["member"]))
    keys.page.goto("/harbour-side/roadmap/")
    keys.to(rf"Move to… \({title}")
    keys.press("ArrowRight")
    why = keys.page.get_by_label("Why?")
    expect(why).to_be_focused()
    keys.type("We ask first.")
    keys.enter("Move it")
    told = keys.page.get_by_role("status").filter(has_text=f"moved to Next, {place}.")
    expect(told).to_be_focused()
    assert Move.objects.latest("pk").words.why == "We ask first."
    assert keys.page.evaluate("document.documentElement.scrollWidth") <= 360
    figure("move on the board by keys", keys.pressed)


def test_a_slip_is_dragged_onto_another_mat(world: World, come: Any) -> None:
    key = world.here.rows["stuck item"].key
    page = come(world.persons["member"])
    page.set_viewport_size({"width": 1280, "height": 2400})
    page.goto("/harbour-side/roadmap/")
    page.locator(f"#item-{key} dl").drag_to(page.locator('[data-mat="wow"] header'))
    expect(page.locator(f"#item-{key}").get_by_label("Wow")).to_be_checked()
    page.locator(f"#item-{key}").get_by_label("Why?").fill("Not this year.")
    page.locator(f"#item-{key}").get_by_role("button", name="Move it").click()
    told = page.get_by_role("status").filter(has_text="moved to Wow")
    expect(told).to_be_visible()
    expect(page.locator('[data-mat="wow"]').locator(f"#item-{key}")).to_be_visible()


def test_without_a_script_the_buttons_lead_to_the_same_form(world: World, come: Any) -> None:
    title, place = world.here.rows["stuck item"].title, place_in_next(world)
    keys = Keyboard(come(world.persons["member"], java_script_enabled=False))
    keys.page.goto("/harbour-side/roadmap/")
    keys.to(rf"Move to… \({title}")
    keys.press("Enter")
    keys.follow("Next")
    keys.to("Why").type("We ask first.")
    keys.follow("Move it")
    expect(keys.page.get_by_role("status").filter(has_text=f"{place} there.")).to_be_visible()
