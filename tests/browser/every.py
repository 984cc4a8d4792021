"""Every page that a browser can show: whose it is, and how to come to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from tests.pages import PAGES, expected
from tests.world import World

# Where a member sees another page than those who look after everything.
OTHERWISE_FOR_A_MEMBER = (
    "home",
    "meetings:meetings",
    "meetings:meeting",
    "here:people",
    "prototypes:session",
    "prototypes:theme",
)
OTHERWISE_AT_REST = ("roadmap:board", "roadmap:item", "members:me")
# Doors: signed in, one is let through.
OF_NOBODY = ("front", "account_login", "stop_letters", "members:invitation", "members:open")

# Addresses without a line in PAGES, for they open nothing.
NOTHING_THERE = {"calm": "/invitation/x/", "nowhere": "/nowhere/"}

# The same page, asked something: a form in the middle of it, another day, nothing found.
ASKED = {
    "prototypes:grouping": "?note={output}",
    "roadmap:board": "?on=2024-01-01",
    "roadmap:report": "?since=soon",
    "here:find": "?q=submarine",
}

BROKEN = (
    "400.html",
    "403.html",
    "403_csrf.html",
    "429.html",
    "500.html",
    "not_saved.html",
)

# What a browser sends that knows nothing of our forms.
SEND = """([path, token]) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = path;
    form.innerHTML = `<input name="csrfmiddlewaretoken" value="${token}">`;
    document.body.append(form);
    form.submit();
}"""


@dataclass(frozen=True)
class Visit:
    """``refused``: an empty form is sent there, and the page says what is wrong with it."""

    role: str
    name: str
    asked: str = ""
    refused: bool = False

    def __str__(self) -> str:
        return f"{self.role} {self.name}{self.asked}{' refused' if self.refused else ''}"

    def path(self, world: World) -> str:
        if self.name in NOTHING_THERE:
            return NOTHING_THERE[self.name]
        path = PAGES[self.name].url(self.name, world.here)
        asked = self.asked.format(output=world.here.rows["outputs"][0].key)
        return path.partition("?")[0] + asked if asked else path

    def go(self, page: Any, world: World) -> None:
        """Open it in a page where the role is signed in."""
        if self.name in BROKEN:
            broken(page, self.name)
        elif self.name == "account_confirm_login_code":
            wait_for_a_code(page)
        elif self.refused:
            page.goto("/accounts/" if self.role == "anonymous" else "/me/private/")
            send_nothing(page, self.path(world))
        else:
            page.goto(self.path(world))


def send_nothing(page: Any, path: str) -> None:
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    with page.expect_navigation() as answer:
        page.evaluate(SEND, [path, token])
    assert answer.value.status == 422


def wait_for_a_code(page: Any) -> None:
    """After a first try that did not fit: the page says so."""
    page.goto("/accounts/")
    page.get_by_label("Your email address").fill("nobody@example.org")
    page.keyboard.press("Enter")
    page.get_by_label("The 6-digit code").fill("123456")
    page.keyboard.press("Enter")
    page.get_by_text("This code does not fit").wait_for()


def broken(page: Any, template: str) -> None:
    """A page for when nothing works: it needs neither the database nor who is looking."""
    words = {"fields": [("words", "The barber knows first.")], "action": "/", "posted": True}
    body = render_to_string(template, words)
    page.route("**/broken/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("/broken/")


def visits() -> Iterator[Visit]:
    for name, page in PAGES.items():
        if page.is_page and name not in OF_NOBODY:
            if expected(page.get)["coordinator"] == 200:
                yield Visit("coordinator", name)
            if expected(page.post)["coordinator"] == 422:
                yield Visit("coordinator", name, refused=True)
    yield from (Visit("coordinator", name, asked=asked) for name, asked in ASKED.items())
    yield from (Visit("member", name) for name in OTHERWISE_FOR_A_MEMBER)
    yield from (Visit("resting", name) for name in OTHERWISE_AT_REST)
    yield Visit("outsider", "front")
    yield from (Visit("anonymous", name) for name in (*OF_NOBODY, *NOTHING_THERE, *BROKEN))
    yield Visit("anonymous", "account_login", refused=True)
    yield Visit("anonymous", "members:invitation", refused=True)
    yield Visit("anonymous", "members:open", refused=True)
    yield Visit("anonymous", "account_confirm_login_code")
