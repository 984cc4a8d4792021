"""Two phones, forty notes each, and a line that dies when it likes: every note once, in order.

Each run cuts and mends the line, reloads, kills tabs, opens second ones, kills the server in
mid-flight and sends what was sent before once more, all by its own seed. The clock of one phone is
wrong by a day. ``RUNS=100`` says how many runs at most, ``FIRST=40`` with which seed they begin,
``MINUTES=8`` after how long no other one begins; ``LOG`` names a file that keeps a line for each.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Error

from prototypes.models import Output, PrototypingSession, TableCode
from tests.drills.served import Served, served
from tests.factories import SessionFactory
from tests.factories_writing import TableCodeFactory
from tests.figures import Figure

pytestmark = [
    pytest.mark.drill,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

RUNS, FIRST = int(os.environ.get("RUNS", "100")), int(os.environ.get("FIRST", "0"))
MINUTES = float(os.environ.get("MINUTES", "120"))
EACH = 40
PATIENCE = 60_000
A_DAY_OFF = "{ const now = Date.now.bind(Date); Date.now = () => now() - 86400000; }"
IN_CONTROL = """() => navigator.serviceWorker.controller !== null || new Promise((done) =>
    navigator.serviceWorker.addEventListener("controllerchange", () => done(true)))"""
WAITING = """() => new Promise((done) => {
    const opened = indexedDB.open("writing", 1);
    opened.onsuccess = () => {
        const asked = opened.result.transaction("notes").objectStore("notes").getAll();
        asked.onsuccess = () => {
            opened.result.close();
            done(asked.result.map((row) => row.words));
        };
    };
})"""

# As a hand would, but in one go: what is typed, Enter, and then the page says that it is kept.
TYPED = """async (words) => {
    const area = document.querySelector("[data-waiting]");
    const box = document.querySelector("#capture [data-enter]");
    const before = Number(area.dataset.written || 0);
    box.value = words;
    box.dispatchEvent(new InputEvent("input", {bubbles: true}));
    const enter = {key: "Enter", bubbles: true, cancelable: true};
    box.dispatchEvent(new KeyboardEvent("keydown", enter));
    for (let turn = 0; turn < 6000; turn += 1) {
        if (Number(area.dataset.written || 0) > before) return true;
        await new Promise((done) => setTimeout(done, 10));
    }
    return false;
}"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, GUNICORN_CMD_ARGS="--workers=1") as site:  # it starts anew so often
        yield site


class Phone:
    """One device at one table: its tabs come and go, its outbox stays."""

    def __init__(self, context: Any, site: Served, code: TableCode, rng: Random) -> None:
        self.context, self.site, self.code, self.rng = context, site, code, rng
        self.sent: list[tuple[str, str]] = []
        self.typed: list[str] = []
        self.anew = 0  # how often the page was loaded anew under somebody's hands
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", self.noted)
        self.page = self.tab()
        self.page.evaluate(IN_CONTROL)

    def noted(self, request: Any) -> None:
        if request.method == "POST" and request.url.endswith("/waiting/"):
            self.sent.append((request.url, request.post_data or ""))

    def tab(self) -> Any:
        page = self.context.new_page()
        page.goto(f"{self.site.url}/t/{self.code.code}/")
        ready(page)
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
            ready(self.page)
        elif what < 0.50:
            self.page.close()
            self.page = self.tab()
        elif what < 0.53:
            old, self.page = self.page, self.tab()  # both are open for a while
            self.rng.choice([old.close, lambda: None])()
        elif what < 0.545:
            self.site.restart(self.rng.choice([signal.SIGKILL, signal.SIGTERM]))

    def write(self, words: str) -> None:
        """Type it and press Enter, as a person does: again where the page was loaded anew.

        A word is given when the page says so: from here on nothing may lose it.
        """
        while not self.given(words):
            pass
        self.typed.append(words)

    def given(self, words: str) -> bool:
        try:
            kept = self.page.evaluate(TYPED, words)
        except Error:  # the page was loaded anew under the hand
            kept = False
        if kept:
            return True
        self.anew += 1
        ready(self.page)
        return words in self.page.evaluate(WAITING) or Output.objects.filter(words=words).exists()

    def arrive(self) -> None:
        self.context.set_offline(False)
        self.page.close()
        self.page = self.tab()
        self.page.wait_for_selector("[data-waiting][data-count='0']", state="attached")

    def replay(self) -> int:
        """All that this phone ever sent, once more, as by a browser that knows nothing."""
        token = self.page.evaluate(
            "(to) => fetch(to).then((a) => a.json()).then((a) => a.token)",
            f"/t/{self.code.code}/waiting/",
        )
        sent = list(self.sent)  # what goes out from here on is noted as well
        for url, body in sent:
            self.page.evaluate(
                "([to, body, token]) => fetch(to, {method: 'POST', body, headers:"
                " {'Content-Type': 'application/json', 'X-CSRFToken': token}}).then((a) => a.ok)",
                [url, body, token],
            )
        return len(sent)


def ready(page: Any) -> None:
    page.wait_for_selector("[data-waiting][data-count]", state="attached")


def once(session: PrototypingSession, code: TableCode) -> list[str]:
    rows = Output.objects.filter(session=session, table=code.table).in_order()
    return list(rows.values_list("words", flat=True))


def test_every_note_arrives_once_and_in_the_order_of_its_table(
    site: Served, new_context: Callable[..., Any], figure: Figure
) -> None:
    lost = doubled = disordered = total = anew = replayed = runs = 0
    began = time.monotonic()
    for seed in range(FIRST, FIRST + RUNS):
        if time.monotonic() - began > MINUTES * 60:
            break
        runs += 1
        rng = Random(seed)  # noqa: S311 -- the weather, not a secret
        session = SessionFactory()
        phones = []
        for number in range(2):
            context = new_context()
            if number:
                context.add_init_script(A_DAY_OFF)
            code = TableCodeFactory(table__session=session, code=f"lamp-{seed}-{number}")
            phones.append(Phone(context, site, code, rng))
        for number in range(EACH):
            for which, phone in enumerate(phones):
                phone.weather()
                phone.write(f"run {seed} phone {which} note {number}")
        site.is_up()
        for phone in phones:
            phone.arrive()
        for phone in phones:
            replayed += phone.replay()
            kept = once(session, phone.code)
            total += len(kept)
            lost += len(set(phone.typed) - set(kept))
            doubled += len(kept) - len(set(kept))
            disordered += kept != phone.typed
            anew += phone.anew
            phone.context.close()
        if log := os.environ.get("LOG"):
            with Path(log).open("a") as file:
                file.write(f"{seed}\t{total}\t{lost}\t{doubled}\t{disordered}\t{site.starts - 1}\n")
    each = (time.monotonic() - began) / runs
    figure("offline drill: seeds", f"{FIRST} to {FIRST + runs - 1}, {each:.0f} s each")
    figure("offline drill: notes kept, of", f"{total}, {runs * 2 * EACH}")
    figure("offline drill: server ended, queues replayed", f"{site.starts - 1}, {replayed}")
    figure("offline drill: page loaded anew under a hand", anew)
    figure("offline drill: lost, doubled, tables out of order", f"{lost}, {doubled}, {disordered}")
    assert (lost, doubled, disordered, total) == (0, 0, 0, runs * 2 * EACH)
