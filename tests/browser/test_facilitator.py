"""Somebody who helps writes down what the room says and puts it under themes, by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from collaborative.clock import number_word
from prototypes.models import Output, PrototypingSession, Theme, ThemeOutput
from tests.browser.keyboard import Keyboard
from tests.factories import SessionFactory, TableFactory
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
PASTED = 20
THEMES = ["Bells and quiet", "Lamps", "Late buses", "Porridge", "The step"]
BOX = "What was said, in their words"


@pytest.fixture
def session(world: World) -> PrototypingSession:
    """One that begins now: nothing is written down yet."""
    session = SessionFactory(meeting=world.here.rows["meeting"], title="From gate to gate")
    TableFactory(session=session, name="Blue table")
    return session


def write_down(keys: Keyboard, many: int, *, script: bool) -> None:
    """One note after the other; the focus comes back to the box by itself."""
    said = keys.page.locator("#kept")
    box = keys.page.locator("#capture textarea")
    keys.to(BOX)
    for number in range(1, many + 1):
        expect(box).to_be_focused()  # a page takes the focus a moment after it has come
        keys.type(f"Typed {number}, as it was said")
        if script:
            keys.enter()
        else:
            keys.follow("Keep it")
        expect(said).to_contain_text(f"{number_word(number).capitalize()} in this session")
    if script:
        expect(box).to_be_focused()


def paste(keys: Keyboard, *, script: bool) -> None:
    """A whole wall: pasted, looked at, kept."""
    wall = "\n".join(f"- Pasted {number}, as it was said" for number in range(1, PASTED + 1))
    keys.enter("Paste a whole wall")
    keys.to("Paste the lines here")
    keys.page.keyboard.insert_text(wall)
    if script:
        keys.enter("Look at them first")
    else:
        keys.follow("Look at them first")
    shown = keys.page.get_by_role("heading", name=f"{PASTED} notes, as they would be kept")
    if script:
        expect(shown).to_be_focused()
    else:  # by the address: the next Tab goes on from there
        expect(shown).to_be_in_viewport()
    assert keys.page.locator("#wall ol li").count() == PASTED
    keys.to("Keep all")
    if script:
        keys.enter()
    else:
        keys.follow("Keep all")
    expect(keys.page.locator("#kept")).to_contain_text(f"{PASTED} notes kept")


def group(keys: Keyboard, name: str, many: int, *, script: bool) -> None:
    """The first few without a home are ticked, and a theme is named for them."""
    for _ in range(many):
        keys.press("Tab")
        keys.to("Tick")
        keys.press("Space")
    keys.to("A new theme", back=True).type(name)
    if script:
        keys.enter()
    else:
        with keys.page.expect_navigation():
            keys.enter()
    told = keys.page.locator("#board .told")
    expect(told).to_contain_text(f"under {name}")
    if script:
        expect(told).to_be_focused()  # a hand is slower than the focus; this one is not


def once_each(session: PrototypingSession, typed: int) -> None:
    wanted = [f"Typed {number}, as it was said" for number in range(1, typed + 1)]
    wanted += [f"Pasted {number}, as it was said" for number in range(1, PASTED + 1)]
    kept = list(Output.objects.filter(session=session).values_list("words", flat=True))
    assert sorted(kept) == sorted(wanted)


@pytest.mark.parametrize(("script", "typed"), [(True, 40), (False, 8)], ids=["script", "no-script"])
def test_a_session_from_the_first_word_to_five_themes(
    script: bool, typed: int, world: World, session: PrototypingSession, come: Any, figure: Figure
) -> None:
    keys = Keyboard(come(world.persons["facilitator"], java_script_enabled=script))
    how = f"facilitator{'' if script else ', no script'}"
    keys.page.goto(session.get_absolute_url())
    keys.follow("Write it down")
    before = keys.pressed
    write_down(keys, typed, script=script)
    figure(f"{how}, {typed} notes typed: keys besides typing", keys.pressed - before)

    before = keys.pressed
    paste(keys, script=script)
    figure(f"{how}, {PASTED} notes pasted: keys besides typing", keys.pressed - before)
    once_each(session, typed)

    keys.follow("Group into themes")
    before = keys.pressed
    for name in THEMES:
        group(keys, name, 2, script=script)
    figure(f"{how}, 5 themes of 2 notes: keys besides typing", keys.pressed - before)
    themes = Theme.objects.filter(named_in=session)
    assert sorted(themes.values_list("name", flat=True)) == THEMES
    assert ThemeOutput.objects.filter(theme__in=themes).count() == 2 * len(THEMES)
    once_each(session, typed)
