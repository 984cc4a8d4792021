"""By keyboard on the road: offer, move with a reason, look back, walk the trail, find a word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from roadmap.models import Move, RoadmapItem
from tests.browser.keyboard import Keyboard
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_offer_move_and_look_back(script: bool, world: World, come: Any, figure: Figure) -> None:
    rows = world.here.rows
    old = timezone.localdate() - timedelta(days=300)
    RoadmapItem.objects.filter(pk=rows["wow item"].pk).update(added_on=old)
    keys = Keyboard(come(world.persons["member"], java_script_enabled=script))
    keys.page.goto("/harbour-side/roadmap/")
    keys.follow("Put something on the roadmap")
    keys.to("What do we want").type("A bench by the gate")
    keys.to("Wow|Now")
    keys.press("Space")
    keys.follow("Put it on the roadmap")
    expect(keys.page.get_by_text("It is on the roadmap now.")).to_be_visible()

    keys.to("Next")
    keys.press("Space")
    keys.to("Why").type("A yes for the wood.")
    if script:
        keys.enter("Move it")
    else:
        keys.follow("Move it")
    told = keys.page.get_by_role("status").filter(has_text="moved")
    expect(told).to_contain_text("there.")
    assert Move.objects.latest("pk").words.why == "A yes for the wood."
    figure(f"offer and move{'' if script else ', no script'}: keys", keys.pressed)

    keys.page.goto(f"/harbour-side/roadmap/?on={old}")
    expect(keys.page.locator("h1")).to_contain_text("as it stood on")
    expect(keys.page.get_by_text("A bench by the gate")).to_have_count(0)
    expect(keys.page.get_by_text(rows["wow item"].title)).to_be_visible()
    wide = keys.page.evaluate("document.documentElement.scrollWidth") if script else 360
    assert wide <= 360


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_trail_both_ways_and_a_misspelt_word(script: bool, world: World, come: Any) -> None:
    rows = world.here.rows
    keys = Keyboard(come(world.persons["member"], java_script_enabled=script))
    keys.page.goto("/harbour-side/find/")
    keys.to("A word, a name").type("everday goals")  # Everyday goals lead
    with keys.page.expect_navigation():
        keys.enter()
    keys.follow(rows["theme"].name)
    expect(keys.page.locator("h1")).to_have_text(rows["theme"].name)
    began = keys.activated
    if not script:
        keys.follow("What became of it on the roadmap")
        began = keys.activated
    keys.follow(rows["item"].title)
    keys.follow(f"“{rows['session'].title}")
    assert keys.activated - began == 2
    expect(keys.page.locator("h1")).to_have_text(rows["session"].title)
