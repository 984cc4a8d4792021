"""Letters, by keyboard: my own hour, no more reminders, a rest, and words of our own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from collaborative import stopping
from collaborative.tasks import tick
from meetings.letters import REMINDER
from meetings.models import WriteUp
from members.models import LetterWords, Membership, Preferences
from tests.browser.keyboard import Keyboard
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


def subjects() -> list[str]:
    return [message.subject for message in mail.outbox]


@BOTH
def test_my_digest_on_sunday_at_five(script: bool, world: World, come: Any, settings: Any) -> None:
    me = world.here.people["member"]
    keys = Keyboard(come(me.person, java_script_enabled=script))
    keys.page.goto("/me/letters/")
    keys.enter("More")
    keys.to("On which day").page.keyboard.type("On a Sunday")
    keys.to("At what time").page.keyboard.type("5 in the afternoon")
    keys.follow("Keep it")
    expect(keys.page.get_by_text("Kept. That is how we write to you")).to_be_visible()
    kept = Preferences.objects.get(person=me.person)
    assert (kept.digest_day, kept.digest_hour) == (6, 17)

    settings.LETTERS_AT_ONCE = False
    no = dict.fromkeys(("write_up", "promises", "morning_of", "reminder"), False)  # one a day goes
    Preferences.objects.filter(pk=kept.pk).update(**no)
    sunday = next_sunday()
    Membership.objects.filter(person=me.person).update(digest_upto=sunday - timedelta(days=9))
    WriteUp.objects.filter(meeting=world.here.rows["past meeting"]).update(
        published_at=sunday - timedelta(days=2)
    )
    came = []
    for hour in (15, 16, 17, 18):
        with time_machine.travel(sunday.replace(hour=hour, minute=5), tick=False):
            tick()
        came.append(
            [m.to for m in mail.outbox if m.subject == "What came of it"].count([me.person.email])
        )
    assert came in ([0, 0, 1, 1], [0, 1, 1, 1]), "at five on the wall, in winter or in summer"


def next_sunday() -> datetime:
    """Late enough in a month that no other letter has gone in it."""
    day = timezone.now().astimezone(UTC) + timedelta(days=40)
    return day + timedelta(days=6 - day.weekday())


@BOTH
def test_no_more_reminders_then_a_rest_and_back(script: bool, world: World, come: Any) -> None:
    me = world.here.people["member"]
    keys = Keyboard(come(me.person, java_script_enabled=script))
    stop = stopping.url(REMINDER, me.person_id).removeprefix("http://localhost:8000")
    keys.page.goto(stop)
    assert Preferences.objects.get(person=me.person).reminder, "looking changes nothing"
    keys.follow("Yes, stop them")
    expect(keys.page.get_by_role("heading", name="We have stopped")).to_be_visible()
    assert not Preferences.objects.get(person=me.person).reminder

    keys.page.goto(stop)
    keys.follow("A rest from everything")
    expect(keys.page.get_by_role("heading", name="Rest well")).to_be_visible()
    tick()
    assert me.person.email not in {m.to[0] for m in mail.outbox}
    keys.follow("your page")
    keys.follow("I am back")
    me.refresh_from_db()
    assert me.state == "active"


@BOTH
def test_whoever_looks_after_the_place_reads_and_words_a_letter(
    script: bool, world: World, come: Any
) -> None:
    keys = Keyboard(come(world.persons["coordinator"], java_script_enabled=script))
    keys.page.goto(f"{world.here.collaborative.get_absolute_url()}look-after/letters/")
    expect(
        keys.page.get_by_role("heading", name="Reminders of meetings", exact=True)
    ).to_be_visible()
    expect(keys.page.get_by_text("In the coming week").first).to_be_visible()
    keys.follow("Read it, or change its words: reminders of meetings")
    keys.to("What it says first").page.keyboard.press("Control+a")
    keys.type("The urn is mended.")
    keys.follow("See how it looks first")
    shown = keys.page.get_by_role("region", name="So it would come, were it to you")
    expect(shown.get_by_text("The urn is mended.")).to_be_visible()
    assert LetterWords.objects.get(kind=REMINDER).beginning == "Bring a cup."
    keys.follow("Keep it")
    expect(keys.page.get_by_text("Kept. From now on it begins like that.")).to_be_visible()
    assert LetterWords.objects.get(kind=REMINDER).beginning == "The urn is mended."
