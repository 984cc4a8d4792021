"""The one who looks after it all hands over: by keyboard, on a small phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import expect

from collaborative.tasks import tick
from members.models import Hat
from tests.browser.keyboard import Keyboard
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_looking_after_to_other_hands(
    script: bool, world: World, come: Any, figure: Figure
) -> None:
    old, new = world.here.people["coordinator"], world.here.people["member"]
    keys = Keyboard(come(old.person, java_script_enabled=script))
    keys.page.goto(f"/{world.here.slug}/look-after/")
    keys.follow("Hand over")
    expect(keys.page.get_by_text("Nobody else looks after this forum yet")).to_be_visible()
    keys.to("Who takes it on").type(new.chosen_name)
    keys.follow("Ask them by letter")
    expect(keys.page.get_by_text(f"A letter to {new.chosen_name} is on its way")).to_be_visible()

    tick()
    (letter,) = [m for m in mail.outbox if m.subject == "Would you help us?"]
    link = re.search(r"http\S+(/invitation/\S+)", letter.body)
    assert link is not None
    theirs = Keyboard(come(new.person, java_script_enabled=script))
    theirs.page.goto(link[1])
    theirs.follow("Yes, I will")

    keys.page.reload()
    keys.follow("End my part today")
    expect(keys.page.get_by_text("It is in other hands now")).to_be_visible()
    how = "" if script else ", no script"
    figure(f"hand over, at 360 pixels{how}: keys", keys.pressed + theirs.pressed)
    figure(f"hand over, at 360 pixels{how}: presses", keys.activated + theirs.activated)
    left = Hat.objects.filter(kind=Hat.Kind.COORDINATOR, until=None)
    assert [hat.member for hat in left.filter(collaborative=old.collaborative)] == [new]
