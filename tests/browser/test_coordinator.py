"""A coordinator takes the report along, on paper and as a spreadsheet."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import Keyboard
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MOST_PRESSES = 3


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_home_to_the_report(
    script: bool, world: World, come: Any, tmp_path: Path, figure: Figure
) -> None:
    keys = Keyboard(come(world.persons["coordinator"], java_script_enabled=script))
    page = keys.page
    page.goto(world.here.collaborative.get_absolute_url())
    keys.follow("See the whole roadmap")
    keys.follow("Report to print")
    expect(page.locator("h1")).to_have_text("Where our roadmap stands")
    on_paper(page, world, tmp_path)

    keys.to("Save as a spreadsheet")
    with page.expect_download() as download:
        keys.enter()
    sheet = Path(download.value.path()).read_text("utf-8-sig")

    figure("coordinator, home to the spreadsheet: presses", keys.activated)
    assert keys.activated <= MOST_PRESSES
    for row in ("item", "stuck item", "wow item"):
        assert world.here.rows[row].title in sheet
    assert download.value.suggested_filename.endswith(".csv")


def on_paper(page: Any, world: World, folder: Path) -> None:
    """What the printer gets has the words of the report, and not the form above it."""
    paper = folder / "report.pdf"
    paper.write_bytes(page.pdf(format="A4"))
    assert paper.stat().st_size > 10_000
    if shutil.which("pdftotext") is None:
        return
    read = subprocess.run(
        ["pdftotext", "-layout", paper, "-"], capture_output=True, check=True, text=True
    )
    words = " ".join(read.stdout.split())
    for said in ("Where our roadmap stands", world.here.rows["item"].title, "Two streets tried it"):
        assert said in words
    assert "Make this report" not in words
    assert "Menu" not in words
