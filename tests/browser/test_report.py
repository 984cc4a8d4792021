"""By keyboard, from home to a PDF for commissioners: three presses, two pages."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from roadmap import making
from tests.browser.keyboard import Keyboard
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MOST_PRESSES, MOST_PAGES, MOST_SECONDS = 3, 2, 180


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_home_to_a_pdf_for_commissioners(
    script: bool, world: World, come: Any, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    issue = making.issue

    def issued_and_made(**asked: Any) -> Any:
        """A worker that is quick: this server has one connection, and no worker beside it."""
        report = issue(**asked)
        making.make_waiting()
        return report

    monkeypatch.setattr(making, "issue", issued_and_made)
    keys = Keyboard(come(world.persons["coordinator"], java_script_enabled=script))
    page = keys.page
    page.goto(world.here.collaborative.get_absolute_url())
    visited: list[str] = []
    page.on("framenavigated", lambda frame: visited.append(frame.url))
    began = time.monotonic()

    keys.follow("Roadmap report")
    keys.follow("Commissioners")
    expect(page.locator("h2#take")).to_have_text("Take it along")
    keys.to("PDF, to read or print")
    with page.expect_download() as download:
        keys.enter()

    seconds = time.monotonic() - began
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-1.7")
    assert download.value.suggested_filename.endswith(".pdf")
    expect(page.get_by_text("for: Commissioners")).to_be_visible()
    assert keys.activated <= MOST_PRESSES
    assert len(visited) <= MOST_PAGES
    assert seconds < MOST_SECONDS
    wide = page.evaluate("document.documentElement.scrollWidth") if script else 360
    assert wide <= 360
    how = "" if script else ", no script"
    figure(
        f"home to a commissioners’ PDF{how}",
        f"{keys.activated} presses, {len(visited)} pages, {seconds:.0f} s",
    )
