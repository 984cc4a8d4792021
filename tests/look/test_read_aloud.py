"""Read it to me, with a voice that only listens to itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SITE = "http://table.test"
OURS = Path(configured.BASE_DIR, "static", "js", "read-aloud.js").read_text()
PAGE = """<!doctype html><html lang="en-GB"><head><title>t</title></head><body><main>
<h1>Come</h1><ul><li><p>Blue door</p></li><li>Tea</li></ul>
<p class="print-only" style="display:none">On paper</p><details><summary>More</summary><p>Folded</p>
</details><div data-voice hidden><p>Not me</p><button data-voice-go>Read it to me</button>
<button data-voice-stop hidden>Stop reading</button></div></main>
<script src="/ours.js"></script></body></html>"""

VOICES = """(local) => {
    window.said = []; window.hushed = 0; window.patient = false;
    const voices = [{lang: "de-DE", localService: true}, {lang: "en-GB", localService: local}];
    const speech = {
        getVoices: () => voices, addEventListener: () => {}, cancel: () => { window.hushed += 1; },
        speak: (words) => {
            window.said.push(`${words.lang} ${words.text}`);
            if (!window.patient) setTimeout(() => words.onend());
        },
    };
    Object.defineProperty(window, "speechSynthesis", {value: speech, configurable: true});
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""


def opened(page: Any, voices: str) -> Any:
    page.add_init_script(voices)
    page.route("**/ours.js", lambda r: r.fulfill(body=OURS, content_type="text/javascript"))
    page.route(f"{SITE}/", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto(f"{SITE}/")
    return page


def test_it_reads_what_is_seen_line_by_line(page: Any) -> None:
    opened(page, f"({VOICES})(true)")
    page.get_by_role("button", name="Read it to me").click()
    page.wait_for_function("said.length === 4")
    assert page.evaluate("said") == [
        f"en-GB {words}" for words in ("Come", "Blue door", "Tea", "More")
    ]
    expect(page.get_by_role("button", name="Stop reading")).to_be_hidden()


def test_one_press_stops_it_and_the_focus_goes_back(page: Any) -> None:
    opened(page, f"({VOICES})(true); window.patient = true")
    page.get_by_role("button", name="Read it to me").press("Enter")
    page.get_by_role("button", name="Stop reading").press("Enter")
    assert page.evaluate("[said.length, hushed, document.activeElement.textContent]") == [
        1,
        2,
        "Read it to me",
    ]


@pytest.mark.parametrize(
    "voices",
    [
        f"({VOICES})(false)",
        "Object.defineProperty(window, 'speechSynthesis', {value: undefined})",
    ],
    ids=["only a voice that would send the words away", "none"],
)
def test_there_is_no_button_without_a_voice_of_the_device(page: Any, voices: str) -> None:
    opened(page, voices)
    expect(page.locator("[data-voice]")).to_be_hidden()
