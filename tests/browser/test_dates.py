"""When we meet, by keyboard on a small phone: answer by a link, call off, change the rhythm."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings import answers, series
from meetings.models import Meeting, Reply
from meetings.rules import Rule
from tests.browser.keyboard import Keyboard
from tests.factories import MeetingFactory
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@WITH_AND_WITHOUT
def test_an_answer_from_a_letter_in_two_taps(
    script: bool, world: World, come: Any, figure: Figure
) -> None:
    meeting, me = world.here.rows["meeting"], world.here.people["member"]
    Reply.objects.filter(member=me, meeting=meeting).delete()
    keys = Keyboard(come(java_script_enabled=script))
    keys.page.goto("/letters/" + answers.url(meeting, me).partition("/letters/")[2])
    keys.follow("Yes, I’ll come")
    expect(keys.page.get_by_role("status")).to_contain_text("You said yes.")
    assert Reply.objects.get(member=me, meeting=meeting).answer == "yes"
    how = "script" if script else "no script"
    figure(f"answer from a letter, {how}: taps with the one on the link", 1 + keys.activated)


@WITH_AND_WITHOUT
def test_a_meeting_is_called_off(script: bool, world: World, come: Any, figure: Figure) -> None:
    meeting = MeetingFactory(collaborative=world.here.collaborative, title="Soup")
    keys = Keyboard(come(world.persons["coordinator"], java_script_enabled=script))
    keys.page.goto(meeting.get_absolute_url())
    keys.follow("Call it off")
    keys.to("Why").type("The café has no heating today.")
    keys.follow("Call it off")
    expect(keys.page.locator("main")).to_contain_text("The café has no heating today.")
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.CALLED_OFF
    how = "script" if script else "no script"
    figure(f"call a meeting off, {how}: keys besides typing", keys.pressed)


@WITH_AND_WITHOUT
def test_the_rhythm_is_changed(script: bool, world: World, come: Any, figure: Figure) -> None:
    me = world.here.people["coordinator"]
    today = timezone.localdate()
    starts, ends = time(9), time(11)
    rule = Rule("second", 3, starts, ends)
    row = series.set_rule(by=me, rule=rule, first_on=today + timedelta(days=1), name="Soup")
    keys = Keyboard(come(me.person, java_script_enabled=script))
    keys.page.goto(f"/{world.here.slug}/meetings/series/{row.thread}/")
    keys.follow("Change when we meet")
    keys.to("Which ones")
    keys.type("Every other")
    keys.follow("Show the dates")
    expect(keys.page.get_by_role("heading", name="So the next twelve are")).to_be_visible()
    keys.follow("Keep these dates")
    expect(keys.page.locator("main .lead")).to_contain_text("Every other Thursday")
    assert Meeting.objects.filter(series__thread=row.thread).count() > 20
    how = "script" if script else "no script"
    figure(f"change the rhythm, {how}: keys besides typing", keys.pressed)
