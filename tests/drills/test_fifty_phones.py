"""Fifty phones, a note a second each for a minute, and the same to a bare Django insert view.

Both sites are served as production serves ours. They take turns of ten seconds, so that a busy
machine is busy for both. Meanwhile somebody who helps has the notes open, and two screens hang in
the room.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from statistics import median, quantiles
from threading import Event
from urllib.parse import urlencode
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.test import Client

from collaborative.embedded.processes import Household
from collaborative.embedded.where import ROOT
from members.models import Hat
from prototypes.models import Output, PrototypingSession
from tests.drills.served import Served, collect_static, database
from tests.factories import HatFactory, SessionFactory
from tests.factories_writing import TableCodeFactory
from tests.figures import Figure

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

PHONES, TABLES, SECONDS, TURN = 50, 10, int(os.environ.get("LASTS", "60")), 10
POLL, LOOK = 3, 4  # how often the pages ask, as the scripts have it
WORDS = "phone {} note {}: the step at the front is too high for a pram, and for me"


@dataclass
class Asked:
    """A browser without a screen: keeps cookies, opens a line for each request."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __call__(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        line = HTTPConnection("127.0.0.1", self.port, timeout=30)
        told = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body or None, told)
        answer = line.getresponse()
        words = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: each.value for name, each in SimpleCookie(header).items()}
        line.close()
        return answer.status, words


class Phone:
    """A table's phone: its script sends a note, and looks at the list every few seconds."""

    def __init__(self, site: Served, code: str, number: int) -> None:
        self.ask, self.number, self.written = Asked(site.port), number, 0
        self.path = f"/t/{code}/"
        _, page = self.ask("GET", self.path)
        self.since = since(page)
        self.token = json.loads(self.ask("GET", f"{self.path}waiting/")[1])["token"]
        self.looked = 0.0

    def write(self) -> bool:
        self.written += 1
        words = WORDS.format(self.number, self.written)
        note = {"id": str(uuid4()), "words": words, "kind": "", "consent": ""}
        told = {"Content_Type": "application/json", "X_CSRFToken": self.token}
        status, answer = self.ask(
            "POST", f"{self.path}waiting/", json.dumps({"notes": [note]}), **told
        )
        return status == 200 and json.loads(answer)["kept"] == [note["id"]]

    def look(self) -> None:
        if time.monotonic() < self.looked + LOOK:
            return
        self.looked = time.monotonic()
        asked = urlencode({"since": self.since, "kept": "1"})
        status, page = self.ask("GET", f"{self.path}?{asked}", HX_Request="true")
        assert status in (200, 204)
        self.since = since(page) or self.since


class Bare:
    """The same hand at a form that does nothing but insert a row."""

    def __init__(self, site: Served, number: int) -> None:
        token = secrets.token_hex(16)
        self.ask, self.number, self.written = Asked(site.port, {"csrftoken": token}), number, 0
        self.told = {"X_CSRFToken": token, "Content_Type": "application/x-www-form-urlencoded"}

    def write(self) -> bool:
        self.written += 1
        words = WORDS.format(self.number, self.written)
        body = urlencode({"name": "note", "words": words})
        return self.ask("POST", "/insert/", body, **self.told)[0] == 204

    def look(self) -> None:
        pass


def since(page: str) -> str:
    found = re.search(r'data-since="([^"]*)"', page)
    return found[1] if found else ""


@dataclass
class Measured:
    """How long each post took, when it was answered, and how many went wrong."""

    took: list[float] = field(default_factory=list)
    answered: dict[str, float] = field(default_factory=dict)
    errors: int = 0

    @property
    def p95(self) -> float:
        return quantiles(self.took, n=20)[-1] * 1000


def a_turn(hands: list[Phone] | list[Bare], measured: Measured) -> None:
    """Ten seconds: each hand sends one note a second, spread over the second."""
    start = time.monotonic() + 0.5

    def write(hand: Phone | Bare) -> None:
        for second in range(TURN):
            time.sleep(max(start + second + hand.number / PHONES - time.monotonic(), 0))
            began = time.monotonic()
            try:
                fine = hand.write()
            except OSError:
                fine = False
            ended = time.monotonic()
            measured.took.append(ended - began)
            measured.errors += not fine
            if fine:
                measured.answered[WORDS.format(hand.number, hand.written)] = ended
            hand.look()

    with ThreadPoolExecutor(PHONES) as pool:
        list(pool.map(write, hands))


class Watcher:
    """Somebody who helps, with the notes open: which were seen, and when first."""

    def __init__(self, ask: Asked, path: str) -> None:
        self.ask, self.path = ask, path
        self.seen: dict[str, float] = {}
        self.since = since(ask("GET", path)[1])

    def look(self) -> None:
        asked = urlencode({"since": self.since, "kept": "0"})
        status, page = self.ask("GET", f"{self.path}?{asked}", HX_Request="true")
        assert status in (200, 204)
        self.since = since(page) or self.since
        now = time.monotonic()
        for words in re.findall(r"phone \d+ note \d+: [^<]*me(?=<)", page):
            self.seen.setdefault(words, now)


class Screen:
    """The projector: what it shows as of its last look."""

    def __init__(self, ask: Asked, path: str) -> None:
        self.ask, self.path, self.since, self.shows = ask, path, "", ""

    def look(self) -> None:
        path = f"{self.path}&since={self.since}"
        status, page = self.ask("GET", path, HX_Request="true")
        assert status in (200, 204)
        if status == 200:
            found = re.search(r"since=([^&\"]+)", page)
            self.since, self.shows = found[1] if found else "", page


@contextmanager
def open_in_the_room(*pages: Watcher | Screen) -> Iterator[None]:
    """Each looks every few seconds for as long as this lasts; what goes wrong there goes wrong."""
    stop = Event()

    def look(page: Watcher | Screen) -> None:
        while not stop.wait(POLL):
            page.look()

    with ThreadPoolExecutor(len(pages)) as pool:
        looking = [pool.submit(look, page) for page in pages]
        try:
            yield
        finally:
            stop.set()
    for each in looking:
        each.result()


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    """Ours, and the bare one on a database of its own."""
    collect_static()
    name = f"bare_{secrets.token_hex(4)}"
    with psycopg.connect(database(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    bare = {"DATABASE_URL": database().rpartition("/")[0] + f"/{name}"}
    prepare = [sys.executable, "-m", "bench.bare.prepare"]
    subprocess.run(prepare, env=os.environ | bare, cwd=ROOT, check=True, capture_output=True)
    with Household() as household:
        yield (
            Served(household, tmp_path / "ours.log"),
            Served(household, tmp_path / "bare.log", "bench.bare.wsgi", "/", **bare),
        )


def helping(session: PrototypingSession, site: Served) -> Asked:
    hat = HatFactory(member__collaborative=session.collaborative, kind=Hat.Kind.FACILITATOR)
    client = Client()
    client.force_login(hat.member.person)
    name = settings.SESSION_COOKIE_NAME
    return Asked(site.port, {name: client.cookies[name].value})


def test_fifty_phones_write_for_a_minute(sites: tuple[Served, Served], figure: Figure) -> None:
    ours, bare = sites
    session = SessionFactory(projector_open=True)
    codes = [
        TableCodeFactory(table__session=session, code=f"lamp-{n + 10}").code for n in range(TABLES)
    ]
    phones = [Phone(ours, codes[n % TABLES], n) for n in range(PHONES)]
    hands = [Bare(bare, n) for n in range(PHONES)]
    ask, base = helping(session, ours), session.get_absolute_url()
    watcher = Watcher(ask, f"{base}capture/")
    rare = Output.objects.create(
        collaborative=session.collaborative,
        session=session,
        words="Hold this one back",
        kind="hope",
        written_at=session.meeting.starts_at.replace(year=2020),
    )
    screens = [Screen(ask, f"{base}projector/?kind={kind}") for kind in ("", "hope")]
    a_turn(phones, Measured())  # warm: connections, templates, plans
    a_turn(hands, Measured())
    written, inserted = Measured(), Measured()
    for _ in range(SECONDS // TURN):
        with open_in_the_room(watcher, *screens):
            a_turn(phones, written)
            end = time.monotonic() + 15
            while not written.answered.keys() <= watcher.seen.keys():
                assert time.monotonic() < end, len(written.answered.keys() - watcher.seen.keys())
                time.sleep(0.5)
        a_turn(hands, inserted)
    late = [watcher.seen[words] - at for words, at in written.answered.items()]

    screen = screens[1]
    assert rare.words in screen.shows
    token = re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"', ask("GET", f"{base}capture/")[1]
    )
    assert token
    held = {"do": "hold", "csrfmiddlewaretoken": token[1]}
    status, _ = ask(
        "POST",
        f"{base}notes/{rare.key}/",
        urlencode(held),
        Content_Type="application/x-www-form-urlencoded",
    )
    screen.look()
    assert (status, rare.words in screen.shows) == (302, False)

    ratio = written.p95 / inserted.p95
    posts = len(written.took)
    figure("fifty phones: notes, errors, kept", f"{posts}, {written.errors}, {kept(session)}")
    figure(
        "fifty phones: a post, ms",
        f"p95 {written.p95:.0f}, median {median(written.took) * 1000:.0f};"
        f" bare insert p95 {inserted.p95:.0f}, median {median(inserted.took) * 1000:.0f}",
    )
    figure("fifty phones: p95 in bare inserts, aim 3", f"{ratio:.1f}")
    figure("fifty phones: seconds until whoever helps sees a note, at most", f"{max(late):.1f}")
    figure("fifty phones: a held note off the screen", "at the next poll")
    assert (written.errors, inserted.errors) == (0, 0)
    assert kept(session) == PHONES * (SECONDS + TURN)
    assert max(late) <= 5
    assert ratio <= 3


def kept(session: PrototypingSession) -> int:
    return Output.objects.filter(session=session, words__startswith="phone ").count()
