"""An agenda, a meeting and its write-up: by keyboard, on a small phone, with and without script."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings.models import AgendaItem, ItemNote, Meeting, WriteUp
from members.models import Membership
from tests.browser.keyboard import Keyboard
from tests.factories import AgendaItemFactory, MeetingFactory, MembershipFactory
from tests.factories_room import AttendanceFactory
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
BOX = "What was said"


def of(meeting: Meeting, name: str) -> str:
    return f"{meeting.get_absolute_url()}{name}"


@pytest.fixture
def now(world: World) -> Meeting:
    """A meeting in which people sit."""
    begun = timezone.now() - timedelta(minutes=5)
    return MeetingFactory(collaborative=world.here.collaborative, starts_at=begun)


@WITH_AND_WITHOUT
def test_something_is_put_forward_and_moved_up(
    script: bool, world: World, now: Meeting, come: Any, figure: Figure
) -> None:
    AgendaItemFactory(meeting=now, order=1, title="Tea")
    keys = Keyboard(come(world.persons["member"], java_script_enabled=script))
    keys.page.goto(of(now, "agenda/"))
    keys.to("What would you like").type("A bench")
    keys.to("How many minutes").type("10")
    keys.follow("Put it forward")
    item = AgendaItem.objects.get(title="A bench")
    for name in ("Put it on: A bench", "Up: A bench"):
        keys.to(name, back=True)
        if script:
            keys.enter()
            keys.page.wait_for_load_state("networkidle")
        else:
            with keys.page.expect_navigation():
                keys.enter()
    expect(keys.page.locator("#on-it ~ ol li").first).to_contain_text("A bench")
    item.refresh_from_db()
    assert item.state == AgendaItem.State.ON_AGENDA
    how = "script" if script else "no script"
    figure(f"put forward, on and up, {how}: keys besides typing", keys.pressed)


@WITH_AND_WITHOUT
def test_a_meeting_of_eight_things(
    script: bool, world: World, now: Meeting, come: Any, figure: Figure
) -> None:
    for number in range(1, 9):
        AgendaItemFactory(meeting=now, order=number, title=f"Thing {number}", minutes=10)
    keys = Keyboard(come(world.persons["facilitator"], java_script_enabled=script))
    keys.page.goto(of(now, "run/"))
    keys.follow("Next: Thing 1")
    for number in range(1, 9):
        expect(keys.page.get_by_role("heading", level=1)).to_have_text(f"Thing {number}")
        keys.to(BOX).type(f"Said of {number}")
        if script:
            keys.enter()
        else:
            keys.follow("Keep it")
        expect(keys.page.locator("#notes + ul")).to_contain_text(f"Said of {number}")
        if script:
            expect(keys.page.get_by_role("textbox", name=BOX)).to_be_focused()
        keys.follow("We had this")
    assert ItemNote.objects.filter(item__meeting=now).count() == 8
    assert set(now.agenda.values_list("state", flat=True)) == {AgendaItem.State.HAD}
    how = "script" if script else "no script"
    figure(f"a meeting of eight things, {how}: keys besides typing", keys.pressed)


def test_words_not_sent_yet_outlive_a_closed_tab(world: World, now: Meeting, come: Any) -> None:
    item = AgendaItemFactory(meeting=now, order=1, title="Late buses")
    page = come(world.persons["facilitator"])
    page.goto(of(now, f"run/?item={item.key}"))
    page.get_by_role("textbox", name=BOX).fill("The last one goes at six.")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    context = page.context
    page.close()
    other = context.new_page()
    other.goto(of(now, f"run/?item={item.key}"))
    expect(other.get_by_role("textbox", name=BOX)).to_have_value("The last one goes at six.")
    other.get_by_role("button", name="Keep it").click()
    expect(other.locator("#notes + ul")).to_contain_text("The last one goes at six.")
    expect(other.get_by_role("textbox", name=BOX)).to_have_value("")
    assert item.notes.count() == 1


def test_next_and_back_by_key_and_a_whisper(world: World, now: Meeting, come: Any) -> None:
    for number in (1, 2):
        AgendaItemFactory(meeting=now, order=number, title=f"Thing {number}", minutes=10)
    page = come(world.persons["facilitator"])
    page.goto(of(now, "run/"))
    for key, words in (
        ("ArrowRight", "Thing 1"),
        ("ArrowRight", "Thing 2"),
        ("ArrowLeft", "Thing 1"),
    ):
        with page.expect_navigation():
            page.keyboard.press(key)
        expect(page.get_by_role("heading", level=1)).to_have_text(words)
    expect(page.locator("[data-left]")).to_have_text("10 left.")


@WITH_AND_WITHOUT
def test_published_after_two_others_put_it_right(
    script: bool, world: World, now: Meeting, come: Any, figure: Figure
) -> None:
    home = world.here.collaborative
    others: list[Membership] = MembershipFactory.create_batch(2, collaborative=home)
    for each in others:
        AttendanceFactory(meeting=now, member=each)

    def write(person: Any, words: str, button: str) -> int:
        keys = Keyboard(come(person, java_script_enabled=script))
        keys.page.goto(of(now, "write-up/"))
        keys.to("What we said and did").press("ControlOrMeta+a")
        keys.type(words)
        keys.follow(button)
        expect(keys.page.locator(".told").first).to_be_visible()
        return keys.pressed

    pressed = (
        write(world.persons["facilitator"], "We sat.", "Give it to those who were there")
        + write(others[0].person, "We sat down.", "Keep my correction")
        + write(others[1].person, "We sat down twice.", "Keep my correction")
        + write(world.persons["facilitator"], "We sat down twice.", "Publish")
    )
    row = WriteUp.objects.get(meeting=now)
    assert (row.body, row.state) == ("We sat down twice.", "published")
    assert row.versions.count() == 4
    how = "script" if script else "no script"
    figure(f"published after two put it right, {how}: keys of all three besides typing", pressed)
