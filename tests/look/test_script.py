"""Our script in a real browser, with htmx as it is shipped. Nothing here asks a server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

pytestmark = pytest.mark.browser

SITE = "http://table.test"
OURS = Path(configured.BASE_DIR, "static", "js", "living-well.js").read_text()

PAGE = """<!doctype html><html lang="en-GB"><head><title>t</title>%s
<script src="/htmx.js" defer></script><script src="/ours.js" defer></script></head><body><main>
<p role="alert" hidden data-unsent data-door="/accounts/">That was not kept.</p>
<form id="plain" method="post" action="/keep/"><textarea name="words" data-enter></textarea>
<button name="reply" value="yes">Yes</button><button name="reply" value="no">No</button></form>
<form id="swap" method="post" action="/part/"
      hx-post="/part/" hx-target="#here" hx-swap="outerHTML">
<input name="words"><button>Keep it</button></form><div id="here">Here it stands</div>
<div id="news" data-poll hx-get="/news/" hx-trigger="every 100ms"></div>
</main></body></html>"""


class Table:
    """The page, what it asked for, and what it is told."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.asked: list[tuple[str, str | None]] = []
        self.part: dict[str, Any] = {"status": 200, "body": "<div id='here'>Kept</div>"}
        page.route("**/*", self.answer)

    def answer(self, route: Any) -> None:
        path = route.request.url.removeprefix(SITE)
        if path == "/":
            frame = render_to_string("base.html")
            (config,) = re.findall(r'<meta name="htmx-config".*?>', frame)
            route.fulfill(body=PAGE % config, content_type="text/html")
        elif path == "/htmx.js":
            route.fulfill(path=str(finders.find("django_htmx/htmx-2.min.js")))
        elif path == "/ours.js":
            route.fulfill(body=OURS, content_type="text/javascript")
        elif path == "/accounts/":
            route.fulfill(body="<h1>Come in</h1>", content_type="text/html")
        else:
            self.asked.append((path, route.request.post_data))
            self.tell(route, path)

    def tell(self, route: Any, path: str) -> None:
        if path == "/part/":
            route.fulfill(content_type="text/html", **self.part)
        else:
            route.fulfill(status=204)  # the page stays, as it does while an answer is on its way

    def posted(self, path: str) -> list[str | None]:
        return [words for asked, words in self.asked if asked == path]


@pytest.fixture
def table(page: Any, settings: Any) -> Table:
    settings.ROOT_URLCONF = "tests.look.urls"
    table = Table(page)
    page.goto(f"{SITE}/")
    return table


def test_two_presses_send_once_and_the_answer_is_the_button_pressed(table: Table) -> None:
    for _ in range(2):
        table.page.evaluate("document.querySelector('[value=no]').click()")
    table.page.wait_for_timeout(100)

    assert table.posted("/keep/") == ["words=&reply=no"]
    assert table.page.get_attribute("[value=no]", "aria-disabled") == "true"


def test_coming_back_to_the_page_frees_the_button(table: Table) -> None:
    table.page.evaluate(
        """() => { document.querySelector('[value=no]').click();
                   dispatchEvent(new PageTransitionEvent('pageshow')); }"""
    )

    assert table.page.get_attribute("[value=no]", "aria-disabled") is None


def test_enter_sends_and_shift_enter_is_a_new_line(table: Table) -> None:
    box = table.page.locator("textarea")
    box.type("one")
    box.press("Shift+Enter")
    box.type("two")
    box.press("Enter")
    table.page.wait_for_timeout(100)

    assert table.posted("/keep/") == ["words=one%0D%0Atwo"]


def test_a_part_that_could_not_be_kept_takes_the_focus(table: Table) -> None:
    table.part = {
        "status": 422,
        "body": "<section id='here' tabindex='-1' data-errors>One thing</section>",
    }
    table.page.click("#swap button")
    table.page.wait_for_selector("section#here")

    assert table.page.evaluate("document.activeElement.id") == "here"


@pytest.mark.parametrize("status", [403, 500, 503])
def test_what_was_not_kept_is_said_and_the_words_stay(table: Table, status: int) -> None:
    table.part = {"status": status, "body": "<p>No</p>"}
    table.page.fill("#swap input", "The barber knows first.")
    table.page.click("#swap button")
    table.page.wait_for_selector("[data-unsent]:visible")

    assert table.page.input_value("#swap input") == "The barber knows first."
    assert table.page.text_content("#here") == "Here it stands"

    table.part = {"status": 200, "body": "<div id='here'>Kept</div>"}
    table.page.click("#swap button")
    table.page.wait_for_selector("#here:has-text('Kept')")

    assert not table.page.is_visible("[data-unsent]")


def test_the_sign_in_page_never_takes_the_place_of_words(table: Table) -> None:
    """A redirect is followed by the browser itself: only the last address tells where it led."""
    table.page.evaluate(
        """() => Object.defineProperty(XMLHttpRequest.prototype, 'responseURL',
                                       {get: () => location.origin + '/accounts/'})"""
    )
    table.part = {"status": 200, "body": "<h1>Come in</h1>"}
    table.page.click("#swap button")
    table.page.wait_for_selector("[data-unsent]:visible")

    assert table.page.text_content("#here") == "Here it stands"


def test_news_waits_while_nobody_looks(table: Table) -> None:
    table.page.wait_for_timeout(400)
    asked = len(table.posted("/news/"))
    table.page.evaluate("Object.defineProperty(document, 'hidden', {value: true})")
    table.page.wait_for_timeout(150)
    before = len(table.posted("/news/"))
    table.page.wait_for_timeout(400)

    assert asked >= 2
    assert len(table.posted("/news/")) == before
