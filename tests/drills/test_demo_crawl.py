"""The whole demo, read by several people: nothing in it is private to another."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from collaborative.demo.content import PLACES
from collaborative.tasks import tick
from meetings.models import Meeting, Venue
from members.composing import LINK
from members.models import Membership
from roadmap.models import RoadmapItem
from tests.canary.allowed import WORKING
from tests.drills.needles import Haystack, Needle, Secrets
from tests.drills.walk import Walk
from tests.figures import Figure

pytestmark = pytest.mark.drill

SIGNED_OUT = "signed out"
VIEWERS = {  # by the ids of the files
    "p-abi": "a member",
    "p-nuala": "a facilitator",
    "p-yasmin": "a coordinator",
    "p-samir": "somebody resting",
    "tp-clem": "a member of Tarnside",
    "tp-bronagh": "a coordinator of Tarnside",
    "p-jonah": "in both",
    SIGNED_OUT: "signed out",
}
A_LETTER = "letter"
HELPERS = {"p-nuala", "p-yasmin"}

# Sentences that may hold such words, each with the reason.
PUBLIC = {
    "A seat near the door, large print, somebody to sit with.": "an example beside the field",
}


@dataclass
class Demo:
    """What is looked for, whose it is, and what was found."""

    secrets: Secrets = field(default_factory=Secrets)
    leaks: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.haystack = Haystack(self.secrets.needles())
        self.heard: set[int] = set()

    def hear(self, viewer: str, where: str, data: bytes) -> None:
        found = self.haystack.search(self.news(where, data), besides=list(PUBLIC))
        for needle in (*found, *self.secrets.beside(data, besides=list(PUBLIC))):
            held = puts_right(viewer, where) and self.secrets.is_kept_back(needle)
            if not held and not may_read(viewer, where, needle):
                self.leaks.add(f"{VIEWERS.get(viewer, viewer)} read {needle} in {where}")

    def news(self, where: str, data: bytes) -> bytes:
        """The lines that have not yet stood together in three on a page of this name."""
        name, lines = name_of(path_of(where)), [b"", b"", *data.split(b"\n")]
        new: dict[int, bytes] = {}
        for last in range(2, len(lines)):
            three = hash((name, *lines[last - 2 : last + 1]))
            if three not in self.heard:
                self.heard.add(three)
                new |= {number: lines[number] for number in range(last - 2, last + 1)}
        return b"\n".join(new.values())


def path_of(where: str) -> str:
    return where.split(" ")[0].split("?")[0]


def puts_right(viewer: str, where: str) -> bool:
    """Held words name people with their work; those who help see them, to write them anew."""
    return viewer in HELPERS and name_of(path_of(where)) in WORKING


def may_read(viewer: str, where: str, needle: Needle) -> bool:
    """What is one's own, on one's own pages."""
    path = path_of(where)
    if needle.what == "standpoint" and path == "/me/private/":
        return viewer != SIGNED_OUT  # all are offered there, to everybody
    if needle.what == "email" and path == A_LETTER:
        return viewer in needle.whose  # it must be addressed
    return viewer in needle.whose and path.startswith("/me/")


def name_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: None, db: None, whole_site: None) -> Demo:
    return Demo()


def signed_in(demo: Demo, viewer: str) -> Client:
    client = Client(raise_request_exception=False)
    if viewer != SIGNED_OUT:
        client.force_login(card(demo, viewer).person)
    return client


def card(demo: Demo, who: str) -> Membership:
    """The card of somebody with an address, by the id of the files."""
    row = next(row for row in demo.secrets.people if row["id"] == who)
    address = next(r["value"] for r in row["contact_routes"] if r["kind"] == "email")
    return Membership.objects.filter(person__email=address).select_related("person").earliest("pk")


@pytest.mark.parametrize("viewer", VIEWERS)
def test_nobody_reads_what_is_private_to_another(viewer: str, demo: Demo, figure: Figure) -> None:
    started = time.monotonic()
    walk = Walk(
        signed_in(demo, viewer),
        partial(demo.hear, viewer),
    )
    homes = {f"/{place}/" for place in PLACES}
    walk.go("/", "/demo/", *sorted(homes))
    figure(
        f"demo crawl, {VIEWERS[viewer]}",
        f"{len(walk.seen)} pages, {len(demo.haystack.needles)} needles of"
        f" {len(demo.secrets.people)} people, {time.monotonic() - started:.0f} s:"
        f" {len(demo.leaks)} leaks",
    )
    assert sorted(demo.leaks) == []
    assert len(walk.seen) > (30 if viewer == SIGNED_OUT else 90)
    assert {path for path, status in walk.seen.items() if status == 404} <= homes  # no dead link


def test_no_letter_tells_one_person_of_another(demo: Demo, figure: Figure) -> None:
    """Nor do the pages that its links lead to, for whoever has no more than the letter."""
    tick()
    owners = {words: needle.whose for words, needle in demo.haystack.by_words.items()}
    pages = 0
    for message in mail.outbox:
        (address,) = message.to
        (viewer,) = owners[address]
        parts = [message.body, *(str(part.content) for part in message.alternatives)]
        for part in (message.message().as_bytes(), *(part.encode() for part in parts)):
            demo.hear(viewer, A_LETTER, part)
        walk = Walk(Client(), partial(demo.hear, SIGNED_OUT))
        walk.go(*(link.removeprefix(settings.SITE_URL) for link in LINK.findall(message.body)))
        pages += len(walk.seen)
    figure("demo letters", f"{len(mail.outbox)}, {pages} pages behind: {len(demo.leaks)} leaks")
    assert sorted(demo.leaks) == []


def test_nothing_private_is_found_by_asking(demo: Demo, figure: Figure) -> None:
    """Whoever asks for a private word is led nowhere."""
    asked = 0
    for viewer, place in (("p-abi", "larkmoor"), ("tp-clem", "tarnside")):
        client = signed_in(demo, viewer)
        assert found(client, place, "tea")
        for needle in demo.haystack.needles:
            asked += 1
            if results := found(client, place, needle.words):
                demo.leaks.add(f"{viewer} found {needle}: {results}")
    figure("demo, asked for", f"{asked} private words: {len(demo.leaks)} found")
    assert sorted(demo.leaks) == []


def found(client: Client, place: str, words: str) -> list[str]:
    page = client.get(f"/{place}/find/", {"q": words}).text
    return re.findall(r'<h3><a href="([^"]*)"', page)


def test_what_is_planted_is_found(demo: Demo, figure: Figure) -> None:
    """Three leaks: in a card, on a roadmap line, in a letter."""
    benedict = card(demo, "p-benedict")
    Membership.objects.filter(pk=benedict.pk).update(ask_me_about="Ask the CHIEF  officer.")
    RoadmapItem.objects.filter(number=1, collaborative=benedict.collaborative).update(
        carried_by="Pia (Larkmoor Borough Council)"
    )
    kettle = Meeting.objects.get(title="The kettle lot")
    Venue.objects.filter(pk=kettle.venue_id).update(arrive="Ask the minibus driver.")

    walk = Walk(signed_in(demo, "p-abi"), partial(demo.hear, "p-abi"))
    for path in (
        "/larkmoor/people/",
        "/larkmoor/roadmap/",
        "/larkmoor/roadmap/reports/roadmap.csv",
    ):
        walk.ask(path)
    tick()
    for message in mail.outbox:
        demo.hear("p-abi", A_LETTER, message.message().as_bytes())

    said = "\n".join(sorted(demo.leaks))
    for planted in ("“Chief Officer” of p-benedict", "“Larkmoor Borough Council” of p-pia"):
        assert planted in said
    assert "“Minibus Driver” of tp-edie in letter" in said
    figure("demo crawl, planted on purpose", f"3 leaks, found in {len(demo.leaks)} places")


@pytest.mark.parametrize(
    "wrapped",
    [
        "<p>SOCIAL WORKER</p>",
        "<p>Pia, social\n  <b>worker</b></p>",
        "Social&#32;Worker",
        "/find/?q=Social+Worker",
        "?q=social%20worker",
        r'{"x": "Social\u0020Worker"}',
        "Social=20Worker",
        base64.b64encode(b"she is a social worker here").decode(),
        "social-worker",
        "pia&#64;example.org",
        "tel:07700900105",
        "+44 7700 900105",
        "Pump Cottages, 2 Pump Cottages",
        "<td>Uchenna</td></tr><tr><td>Uchenna of Threshing Row Homes</td>",
    ],
)
def test_the_search_finds_it_however_it_is_wrapped(wrapped: str) -> None:
    demo = Demo()
    demo.hear("p-abi", "/larkmoor/", wrapped.encode())
    assert len(demo.leaks) >= 1


def test_the_search_is_quiet_where_a_body_stands_alone() -> None:
    demo = Demo()
    page = "<td>Uchenna</td><td>Threshing Row Homes</td><p>A worker is social; Abi too.</p>"
    demo.hear("p-nuala", "/larkmoor/", page.encode())
    assert demo.leaks == set()
