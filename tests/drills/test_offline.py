"""Two phones, forty notes each, and a line that dies when it likes: every note once, in order.

Each run cuts and mends the line, reloads, kills tabs, opens second ones, restarts the server in
mid-flight and sends what was sent before once more, all by its own seed. The clock of one phone is
wrong by a day. ``RUNS=100`` says how many runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler

from prototypes.models import Output, PrototypingSession, TableCode
from tests.factories import SessionFactory
from tests.factories_writing import TableCodeFactory
from tests.figures import Figure

pytestmark = [
    pytest.mark.drill,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),
]

RUNS = int(os.environ.get("RUNS", "100"))
EACH = 40
A_DAY_OFF = "{ const now = Date.now.bind(Date); Date.now = () => now() - 86400000; }"


class Again(LiveServerThread):
    """May take its port again at once, as a real server that is started anew."""

    def _create_server(self, connections_override: Any = None) -> Any:
        return self.server_class(
            (self.host, self.port), QuietWSGIRequestHandler, allow_reuse_address=True
        )


class Site:
    """The site on one port, however often it is started again."""

    def __init__(self) -> None:
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        self.thread = Again("localhost", StaticFilesHandler, port=self.port)
        self.thread.daemon = True
        self.thread.start()
        self.thread.is_ready.wait()
        if self.thread.error:
            raise self.thread.error
        self.port = self.thread.port

    def restart(self) -> None:
        self.thread.terminate()
        self.start()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.thread.terminate()


class Phone:
    """One device at one table: its tabs come and go, its outbox stays."""

    def __init__(self, context: Any, site: Site, code: TableCode, rng: Random) -> None:
        self.context, self.site, self.code, self.rng = context, site, code, rng
        self.sent: list[tuple[str, str]] = []
        self.typed: list[str] = []
        self.context.on("request", self.noted)
        self.page = self.tab()
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")

    def noted(self, request: Any) -> None:
        if request.method == "POST" and request.url.endswith("/waiting/"):
            self.sent.append((request.url, request.post_data or ""))

    def tab(self) -> Any:
        page = self.context.new_page()
        page.goto(f"{self.site.url}/t/{self.code.code}/")
        page.wait_for_selector("[data-waiting][data-count]", state="attached")
        return page

    def weather(self) -> None:
        """Something goes wrong, or right again."""
        what = self.rng.random()
        if what < 0.20:
            self.context.set_offline(True)
        elif what < 0.42:
            self.context.set_offline(False)
        elif what < 0.46:
            self.page.reload()
            self.page.wait_for_selector("[data-waiting][data-count]", state="attached")
        elif what < 0.50:
            self.page.close()
            self.page = self.tab()
        elif what < 0.53:
            old, self.page = self.page, self.tab()  # both are open for a while
            self.rng.choice([old.close, lambda: None])()
        elif what < 0.545:
            self.site.restart()

    def write(self, words: str) -> None:
        box = self.page.locator("#capture [data-enter]")
        area = self.page.locator("[data-waiting]")
        before = int(area.get_attribute("data-written") or 0)
        box.fill(words)
        box.press("Enter")
        # A word is given when the page says so: from here on nothing may lose it.
        self.page.wait_for_selector(f"[data-waiting][data-written='{before + 1}']")
        self.typed.append(words)

    def arrive(self) -> None:
        self.context.set_offline(False)
        self.page.close()
        self.page = self.tab()
        self.page.wait_for_selector("[data-waiting][data-count='0']", state="attached")

    def replay(self) -> None:
        """All that this phone ever sent, once more, as by a browser that knows nothing."""
        token = self.page.evaluate(
            "(to) => fetch(to).then((a) => a.json()).then((a) => a.token)",
            f"/t/{self.code.code}/waiting/",
        )
        for url, body in self.sent:
            self.page.evaluate(
                "([to, body, token]) => fetch(to, {method: 'POST', body, headers:"
                " {'Content-Type': 'application/json', 'X-CSRFToken': token}}).then((a) => a.ok)",
                [url, body, token],
            )


def once(session: PrototypingSession, code: TableCode) -> list[str]:
    rows = Output.objects.filter(session=session, table=code.table).in_order()
    return list(rows.values_list("words", flat=True))


def test_every_note_arrives_once_and_in_the_order_of_its_table(
    site: Site, new_context: Callable[..., Any], figure: Figure
) -> None:
    lost = doubled = disordered = total = restarts = 0
    start = site.start

    def counted() -> None:
        nonlocal restarts
        restarts += 1
        start()

    site.start = counted  # type: ignore[method-assign]
    for seed in range(RUNS):
        rng = Random(seed)  # noqa: S311 -- the weather, not a secret
        session = SessionFactory()
        phones = []
        for number in range(2):
            context = new_context(base_url=site.url)
            if number:
                context.add_init_script(A_DAY_OFF)
            code = TableCodeFactory(table__session=session, code=f"lamp-{seed}-{number}")
            phones.append(Phone(context, site, code, rng))
        for number in range(EACH):
            for which, phone in enumerate(phones):
                phone.weather()
                phone.write(f"run {seed} phone {which} note {number}")
        for phone in phones:
            phone.arrive()
        for phone in phones:
            phone.replay()
            kept = once(session, phone.code)
            total += len(kept)
            lost += len(set(phone.typed) - set(kept))
            doubled += len(kept) - len(set(kept))
            disordered += kept != phone.typed
            phone.context.close()
    figure("offline drill: runs, notes kept, server restarts", f"{RUNS}, {total}, {restarts}")
    figure("offline drill: lost, doubled, tables out of order", f"{lost}, {doubled}, {disordered}")
    assert (lost, doubled, disordered, total) == (0, 0, 0, RUNS * 2 * EACH)
