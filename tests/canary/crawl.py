"""Asking for everything as everybody, and listening for canaries in whatever comes back."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import StringIO
from typing import Any

import structlog
from django.core import mail
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from collaborative import mailbox
from collaborative.models import AuditEntry
from collaborative.tasks import tick
from members.models import Membership, Preferences
from tests.canary.allowed import may_hear
from tests.canary.find import packed, tokens_in
from tests.canary.order import outlines, tells_by_order
from tests.canary.plant import Canaries, Canary
from tests.every_letter import every_letter
from tests.page import Page
from tests.pages import PAGES, expected
from tests.world import PRIMARY_KEYS, World

# A primary key of somebody, or of their card: who came when.
NUMBER = re.compile(str(PRIMARY_KEYS)[:5].encode() + rb"\d{4}(?!\d)")

LETTER = "a letter"  # what the rules of ``allowed`` call it

UNKNOWN = Canary("", "nobody", "something cut short", "")

VIEWERS = (
    "anonymous",
    "outsider",
    "elsewhere",
    "both",
    "resting",
    "member",
    "facilitator",
    "coordinator",
)


STRANGERS = {"anonymous", "outsider", "elsewhere"}


@dataclass(frozen=True)
class Leak:
    """Somebody heard what they must not hear."""

    viewer: str
    where: str
    whose: str
    what: str

    def __str__(self) -> str:
        return f"{self.viewer} heard the {self.what} of {self.whose} in {self.where}"


@dataclass
class Crawl:
    """One world, asked through and through. ``leaks`` is what was heard; ``asked`` how often."""

    world: World
    canaries: Canaries
    leaks: set[Leak] = field(default_factory=set)
    asked: int = 0
    letters: int = 0
    texts: int = 0
    kinds: set[str] = field(default_factory=set)
    owners: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        whose = {person.pk: name for name, person in self.world.persons.items()}
        cards = Membership.objects.filter(person__in=whose)
        self.owners = {card.pk: whose[card.person_id] for card in cards} | whose

    def found(self) -> list[str]:
        return sorted(map(str, self.leaks))

    def ask_as(self, viewer: str, names: Iterable[str] = PAGES) -> None:
        """Every page and form, as one of those who may ask; and what that leaves in the log."""
        client = Client(raise_request_exception=False)
        if viewer != "anonymous":
            client.force_login(self.world.persons[viewer])
        visit = Visit(viewer, client, client.cookies.output(header="", sep=";"))
        with listening() as lines:
            for name in names:
                self.ask(visit, name, PAGES[name])
        for line in set(lines.getvalue().splitlines()):
            self.hear("the operator", "a log line", line.encode())

    def ask(self, visit: Visit, name: str, page: Page) -> None:
        """Rows of both places, each under the address of either."""
        places = (self.world.here, self.world.there) if page.here else (self.world.here,)
        for under in places:
            named = places if page.rows or page.query(under) else (under,)
            for rows_of in named:
                path = page.url(name, rows_of, under=under)
                valid = page.valid(rows_of) if page.valid else {}
                for how in self.ways(visit.viewer, page, at_home=under is rows_of):
                    self.once(visit, name, path, how, valid)

    @staticmethod
    def ways(viewer: str, page: Page, *, at_home: bool) -> list[str]:
        """Plain and in part; nothing sent, nonsense sent, and what the form asks for."""
        reads = expected(page.get)[viewer] == 200
        sends = expected(page.post)[viewer] not in (302, 404, 405) or page.valid is not None
        ways = ["GET"]
        ways += ["part"] if reads and at_home else []
        ways += ["empty", "wrong"] if sends and at_home and viewer not in STRANGERS else []
        ways += ["valid"] if page.valid else []
        return ways

    def once(self, visit: Visit, name: str, path: str, how: str, data: dict[str, Any]) -> None:
        """One request; whatever it changes is looked at, and undone."""
        client = visit.again()
        where = f"{how} {name}"
        with transaction.atomic():
            if how == "GET":
                response = client.get(path)
            elif how == "part":
                response = client.get(path, headers={"HX-Request": "true"})
            elif how == "empty":
                response = client.post(path, {})
            elif how == "wrong":
                wrong = dict.fromkeys(data, "\u202e") | {"publish": "x"}
                response = client.post(path, wrong, headers={"HX-Request": "true"})
            else:
                response = client.post(path, data, follow=True)
                self.look_at_the_audit(where)
            self.asked += 1
            self.hear(visit.viewer, where, wire(response, client), name)
            of_text = response.headers.get("Content-Type", "").startswith("text/html")
            if response.status_code == 200 and of_text and not response.streaming:
                self.look_at_the_order(visit.viewer, where, response.text)
            transaction.set_rollback(True)

    def hear(self, viewer: str, where: str, data: bytes, name: str = "") -> None:
        """Note every canary in ``data`` that ``viewer`` may not hear there."""
        for token in tokens_in(data, self.canaries.hashes):
            canary = self.canaries.planted.get(token, UNKNOWN)
            if not may_hear(viewer, name, canary, where):
                self.leaks.add(Leak(viewer, where, canary.whose, canary.what))
        for number in numbers_in(data) if name else ():
            canary = Canary("", self.owners.get(number, "somebody"), "primary key", "")
            if not may_hear(viewer, name, canary, where):
                self.leaks.add(Leak(viewer, where, canary.whose, canary.what))

    def write_letters(self) -> None:
        """Letters of every kind, as they go over the wire, to each person."""
        owners = {person.email: whose for whose, person in self.world.persons.items()}
        with transaction.atomic():
            for viewer in VIEWERS:
                if viewer != "anonymous":
                    email = self.world.persons[viewer].email
                    Client().post("/accounts/", {"email": email})
            client = Client()
            client.force_login(self.world.persons["coordinator"])
            client.post(
                f"/{self.world.here.slug}/people/invite/",
                {"name": "Ivy", "address": "ivy@example.org"},
            )
            listening = self.world.here.people["listening"]
            client.post(
                f"/{self.world.here.slug}/concern/",
                {"key": "bcdfghjkmn", "words": "It hurt.", "to": f"concern-{listening.key}"},
            )
            tick()
            for written in every_letter(self.world):
                where = f"the letter “{written.kind}”"
                self.kinds.add(written.kind)
                self.read_letter(written.whose, where, written.message)
                self.hear(written.whose, f"{where} as a text", written.words.short.encode(), LETTER)
            transaction.set_rollback(True)
        with transaction.atomic():
            self.text_messages()
            for message in mail.outbox:
                viewer = owners.get(message.to[0], "somebody invited")
                self.read_letter(viewer, f"the letter “{message.subject}”", message)
            transaction.set_rollback(True)
        mail.outbox.clear()

    def read_letter(self, viewer: str, where: str, message: Any) -> None:
        """As it goes over the wire, and unpacked."""
        self.letters += 1
        self.hear(viewer, where, message.message().as_bytes(), LETTER)
        for body in (message.body, *(each.content for each in message.alternatives)):
            self.hear(viewer, where, str(body).encode(), LETTER)

    def text_messages(self) -> None:
        """Whatever may go as a text message does, to everybody's number behind the wall."""
        for person in self.world.persons.values():
            Preferences.objects.update_or_create(person=person, defaults={"by_text": True})
        tick()
        for message in mailbox.newest():
            token = next(iter(tokens_in(message.to.encode(), self.canaries.hashes)), "")
            whose = self.canaries.planted.get(token, UNKNOWN).whose
            self.texts += 1
            self.hear(whose, f"the text “{message.text[:40]}”", message.text.encode(), LETTER)

    def look_at_the_order(self, viewer: str, where: str, page: str) -> None:
        """People by name, and every card alike."""
        names = [card.chosen_name for card in self.world.here.people.values()]
        if tells_by_order(page, names):
            self.leaks.add(Leak(viewer, where, "people here", "place in an order"))
        if len(outlines(page)) > 1:
            self.leaks.add(Leak(viewer, where, "somebody", "card that looks different"))

    def look_at_the_audit(self, where: str) -> None:
        """Who did what to which row, and never the words."""
        for verb, target in AuditEntry.objects.values_list("verb", "target"):
            self.hear("the operator", f"the audit of {where}", f"{verb} {target}".encode())


@dataclass
class Visit:
    """Somebody's browser: signed in once, and as new for each request."""

    viewer: str
    client: Client
    signed_in: str

    def again(self) -> Client:
        self.client.cookies = SimpleCookie(self.signed_in)
        return self.client


def numbers_in(data: bytes) -> set[int]:
    """Primary keys of people and cards that stand there, packed or plain."""
    return {int(found) for each in (data, *packed(data)) for found in NUMBER.findall(each)}


def wire(response: HttpResponseBase, client: Client) -> bytes:
    """All that travels: status, headers, cookies, the way there, and the body."""
    streamed = getattr(response, "streaming", False)
    body = b"".join(response) if streamed else response.content  # type: ignore[attr-defined]
    head = [f"{name}: {value}" for name, value in response.headers.items()]
    head += [morsel.OutputString() for morsel in client.cookies.values()]
    head += [url for url, _ in getattr(response, "redirect_chain", [])]
    return "\n".join([str(response.status_code), *head]).encode() + b"\n\n" + body


@contextmanager
def listening() -> Iterator[StringIO]:
    """The lines of the log, as they are written out."""
    handlers = [
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler, logging.StreamHandler)
        and isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
    ]
    lines = StringIO()
    streams = [handler.stream for handler in handlers]
    for handler in handlers:
        handler.stream = lines
    try:
        yield lines
    finally:
        for handler, stream in zip(handlers, streams, strict=True):
            handler.stream = stream
