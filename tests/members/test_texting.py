"""Reminders as text messages: to the number behind the wall, short, and each look noted."""

from __future__ import annotations

import hmac
import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from collaborative import mailbox
from collaborative.models import AuditEntry, Letter
from collaborative.tasks import tick
from collaborative.texts import LONGEST
from members import lanyards
from members.models import Membership, Preferences
from tests.factories import ReplyFactory

pytestmark = pytest.mark.django_db
NUMBER = "07700 900321"


@pytest.fixture
def texted(member: Membership) -> Membership:
    ReplyFactory(member=member, meeting__collaborative=member.collaborative)
    Preferences.objects.create(person=member.person, by_text=True, digest=False)
    lanyards.route(member.person, "sms", NUMBER)
    AuditEntry.objects.all().delete()
    return member


def test_it_goes_to_the_number_and_not_by_email(texted: Membership) -> None:
    tick()
    tick()
    assert mail.outbox == []
    (message,) = mailbox.newest()
    assert message.to == "07700900321@text.invalid"
    assert len(message.text.strip()) <= LONGEST
    assert "/meetings/" in message.text, "where to look"
    assert NUMBER not in "".join(Letter.objects.values_list("body", flat=True))
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["lanyard.text"]


def test_without_a_number_it_comes_by_email(texted: Membership) -> None:
    lanyards.route(texted.person, "sms", "")
    tick()
    assert [m.to for m in mail.outbox] == [[texted.person.email]]


def test_nobody_else_has_the_wall_opened(member: Membership) -> None:
    ReplyFactory(member=member, meeting__collaborative=member.collaborative)
    lanyards.route(member.person, "sms", NUMBER)
    AuditEntry.objects.all().delete()
    tick()
    assert len(mail.outbox) == 1
    assert not AuditEntry.objects.filter(verb__startswith="lanyard.").exists()


KEY = "dev-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"


class Notify(BaseHTTPRequestHandler):
    """Takes messages as GOV.UK Notify does, from whoever signs with the secret of ``KEY``."""

    taken: ClassVar[list[dict[str, Any]]] = []
    answer: ClassVar[tuple[int, str]] = (201, "{}")

    def do_POST(self) -> None:
        head, said, mark = self.headers["Authorization"].removeprefix("Bearer ").split(".")
        secret = b"3d844edf-8d35-48ac-975b-e847b4f122b0"
        assert unpacked(mark) == hmac.digest(secret, f"{head}.{said}".encode(), "sha256")
        assert json.loads(unpacked(head)) == {"typ": "JWT", "alg": "HS256"}
        claims = json.loads(unpacked(said))
        assert claims["iss"] == "26785a09-ab16-4eb0-8407-a37497a57506"
        assert abs(claims["iat"] - time.time()) < 30
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append({"path": self.path, **json.loads(body)})
        code, words = self.answer
        self.send_response(code)
        self.end_headers()
        self.wfile.write(words.encode())

    def log_message(self, *args: Any) -> None:
        """Quietly."""


def unpacked(words: str) -> bytes:
    return urlsafe_b64decode(words + "=" * (-len(words) % 4))


@pytest.fixture
def notify(settings: Any) -> Iterator[type[Notify]]:
    settings.TEXTS, settings.NOTIFY_KEY = "collaborative.texts.by_notify", KEY
    settings.NOTIFY_TEMPLATE = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3"
    with HTTPServer(("127.0.0.1", 0), Notify) as server:
        settings.NOTIFY_URL = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        Notify.taken, Notify.answer = [], (201, "{}")
        yield Notify
        server.shutdown()
        thread.join()


def test_through_notify(texted: Membership, notify: type[Notify]) -> None:
    """A repeat would carry the same reference."""
    tick()
    (told,) = notify.taken
    letter = Letter.objects.get(state="sent")
    assert told["path"] == "/v2/notifications/sms"
    assert told["phone_number"] == NUMBER
    assert told["template_id"] == "9d751e0e-f929-4891-82a1-a3e1c3c18ee3"
    assert "/meetings/" in told["personalisation"]["words"]
    assert told["reference"] == str(letter.mark)
    assert mailbox.newest() == mail.outbox == []


def test_a_number_that_takes_none_gets_an_email(texted: Membership, notify: type[Notify]) -> None:
    wrong = {"error": "ValidationError", "message": "phone_number Not enough digits"}
    notify.answer = (400, json.dumps({"errors": [wrong]}))
    tick()
    assert [m.to for m in mail.outbox] == [[texted.person.email]]


@pytest.mark.parametrize("code", [400, 403, 429, 500])
def test_whatever_else_it_says_the_message_waits(
    texted: Membership, notify: type[Notify], code: int
) -> None:
    notify.answer = (code, json.dumps({"errors": [{"error": "BadRequestError", "message": "x"}]}))
    tick()
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts, mail.outbox) == ("waiting", 1, [])
    notify.answer = (201, "{}")
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        tick()
    references = {told["reference"] for told in notify.taken}
    assert references == {str(letter.mark)}
