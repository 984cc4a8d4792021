"""Somebody who helps writes down what the room says and puts it under themes, by keyboard."""

from __future__ import annotations

import time
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
TYPED, PASTED = 40, 60
THEMES = [
    "Bells and quiet",
    "Bread",
    "Keys",
    "Lamps",
    "Late buses",
    "Porridge",
    "The step",
    "Who waits",
]
QUOTES = ["I came in by the yard", "Nobody asked me twice"]
BOX = "What was said, in their words"


@pytest.fixture
def session(world: World) -> PrototypingSession:
    """One that begins now: nothing is written down yet."""
    session = SessionFactory(meeting=world.here.rows["meeting"], title="From gate to gate")
    TableFactory(session=session, name="Blue table")
    return session


def write_down(keys: Keyboard, *, script: bool) -> None:
    """One note after the other; the focus comes back to the box by itself."""
    box = keys.page.locator("#capture textarea")
    keys.to(BOX)
    for number in range(1, TYPED + 1):
        expect(box).to_be_focused()  # a page takes the focus a moment after it has come
        keys.type(f"Typed {number}, as it was said")
        if script:
            keys.enter()
            keys.page.locator(f"[data-written='{number}']").wait_for(state="attached")
        else:
            keys.follow("Keep it")
    said = f"{number_word(TYPED).capitalize()} in this session"
    expect(keys.page.locator("#kept")).to_contain_text(said)
    if script:
        expect(box).to_be_focused()


def quote(keys: Keyboard, *, script: bool) -> None:
    """Somebody's own words: the sign says so, or the kind; and they are asked in the moment."""
    for words in QUOTES:
        keys.to(BOX).type(f'"{words}' if script else words)
        if not script:
            keys.to("No kind")
            while not keys.at.startswith("Their words"):
                keys.press("ArrowDown")
            keys.activated += 1
        keys.to("Not asked yet")
        keys.press("ArrowDown")
        assert keys.at.startswith("They said yes")
        keys.activated += 1  # a hand would press on it
        if script:
            keys.enter("Keep it")
        else:
            keys.follow("Keep it")
        expect(keys.page.locator("#notes")).to_contain_text(words)
    kept = Output.objects.filter(kind="quote", consent="given", words__in=QUOTES)
    assert kept.count() == len(QUOTES)


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


def disagree(keys: Keyboard) -> None:
    """Both sides, and no winner."""
    keys.follow("Where we did not agree")
    keys.to("One side says").type("A bell at the door")
    keys.to("The other side says").type("It should be quiet")
    keys.follow("Keep both")


def close_and_tell(keys: Keyboard) -> None:
    """Closed, and what was heard is out."""
    keys.to("How it stands")
    keys.page.keyboard.press("End")
    keys.follow("Change that")
    keys.follow("What we heard")
    keys.to("In short and plain words").type("We heard about doors. We keep both sides.")
    keys.follow("Let everybody read it")


def once_each(session: PrototypingSession) -> None:
    wanted = [f"Typed {number}, as it was said" for number in range(1, TYPED + 1)]
    wanted += [f"Pasted {number}, as it was said" for number in range(1, PASTED + 1)]
    kept = list(Output.objects.filter(session=session).values_list("words", flat=True))
    assert sorted(kept) == sorted([*wanted, *QUOTES])


@WITH_AND_WITHOUT
def test_a_session_from_the_first_word_to_what_we_heard(
    script: bool, world: World, session: PrototypingSession, come: Any, figure: Figure
) -> None:
    keys = Keyboard(come(world.persons["facilitator"], java_script_enabled=script))
    how = f"facilitator{'' if script else ', no script'}"
    told: list[str] = []

    def note(what: str) -> None:
        told.append(f"{what} {keys.activated - sum(counts)}/{keys.pressed - sum(presses)}")
        counts.append(keys.activated - sum(counts))
        presses.append(keys.pressed - sum(presses))

    counts: list[int] = []
    presses: list[int] = []
    began = time.perf_counter()
    keys.page.goto(session.get_absolute_url())
    keys.follow("Write it down")
    write_down(keys, script=script)
    typing = TYPED if script else 0  # Enter that keeps a note is part of typing it
    keys.activated -= typing
    keys.pressed -= typing
    note(f"{TYPED} typed")
    quote(keys, script=script)
    note("two quotes with their yes")
    paste(keys, script=script)
    note(f"{PASTED} pasted")
    once_each(session)

    keys.follow("Group into themes")
    for name in THEMES:
        group(keys, name, 2, script=script)
    note(f"{len(THEMES)} themes of 2")
    keys.page.goto(session.get_absolute_url())
    disagree(keys)
    note("a disagreement")
    keys.page.goto(session.get_absolute_url())
    close_and_tell(keys)
    note("closed and told")
    took = time.perf_counter() - began

    figure(f"{how}: clicks/keys besides typing", "; ".join(told))
    figure(f"{how}: clicks of writing it down, of all", f"{sum(counts[:3])}, {sum(counts)}")
    figure(f"{how}: seconds from the session's page to what we heard", round(took))
    session.refresh_from_db()
    assert (session.state, session.heard_at is not None) == ("closed", True)
    themes = Theme.objects.filter(named_in=session)
    assert sorted(themes.values_list("name", flat=True)) == THEMES
    assert ThemeOutput.objects.filter(theme__in=themes).count() == 2 * len(THEMES)
    assert session.tensions.count() == 1
    page = keys.page.locator("main")
    for words in (*THEMES, *QUOTES, "A bell at the door", "We heard about doors."):
        expect(page).to_contain_text(words)
    if script:
        assert sum(counts[:3]) <= 8
    assert took <= 600
