"""Letters by a provider's own road: the settings are understood, and nobody is tracked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest

from collaborative.models import Letter
from collaborative.tasks import tick
from members.models import Collaborative
from tests.factories import ReplyFactory

ASK = "from collaborative import settings as s; print(s.EMAIL_BACKEND, s.ANYMAIL)"
INACTIVE = (
    "You tried to send to a recipient that has been marked as inactive. Found inactive addresses:"
    " {}. Inactive recipients are ones that have generated a hard bounce."
)
POSTMARK = "anymail.backends.postmark.EmailBackend"


def test_the_environment_names_the_provider() -> None:
    told = {"EMAIL_BY": POSTMARK, "ANYMAIL": '{"POSTMARK_SERVER_TOKEN": "x"}'}
    told["EMAIL_URL"] = "smtp://localhost:25"
    said = subprocess.run(
        [sys.executable, "-c", ASK],
        env=os.environ | told,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.startswith(POSTMARK)
    assert "'POSTMARK_SERVER_TOKEN': 'x'" in said
    assert "'track_opens': False, 'track_clicks': False" in said


class Postmark(BaseHTTPRequestHandler):
    """Takes letters as that provider does, from those who know the word."""

    taken: ClassVar[list[dict[str, Any]]] = []
    answer: ClassVar[tuple[int, dict[str, Any]]] = (200, {})

    def do_POST(self) -> None:
        assert self.headers["X-Postmark-Server-Token"] == "a-word"
        letter = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.taken.append(letter)
        code, said = self.answer
        fine = {"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": letter["To"]}
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(said or fine).encode())

    def log_message(self, *args: Any) -> None:
        """Quietly."""


@pytest.fixture
def provider(settings: Any, db: None) -> Iterator[type[Postmark]]:
    with HTTPServer(("127.0.0.1", 0), Postmark) as server:
        settings.EMAIL_BACKEND = POSTMARK
        settings.ANYMAIL = {
            "POSTMARK_SERVER_TOKEN": "a-word",
            "POSTMARK_API_URL": f"http://127.0.0.1:{server.server_address[1]}/",
            "SEND_DEFAULTS": {"track_opens": False, "track_clicks": False},
        }
        Thread(target=server.serve_forever, daemon=True).start()
        Postmark.taken, Postmark.answer = [], (200, {})
        yield Postmark
        server.shutdown()


def test_a_letter_arrives_there_whole(provider: type[Postmark]) -> None:
    reader = ReplyFactory().member
    Collaborative.objects.update(answers_to="table@example.org")
    tick()
    (told,) = provider.taken
    letter = Letter.objects.get(state="sent")
    assert (told["To"], told["ReplyTo"]) == (reader.person.email, "table@example.org")
    assert (told["TrackOpens"], told["TrackLinks"]) == (False, "None")
    assert not {"Cc", "Bcc"} & set(told)
    headers = {each["Name"]: each["Value"] for each in told["Headers"]}
    assert headers["Message-ID"] == letter.message_id
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("code", "said", "state"),
    [
        (422, {"ErrorCode": 406, "Message": INACTIVE}, "refused"),
        (500, {"ErrorCode": 100, "Message": "Maintenance"}, "waiting"),
    ],
)
def test_what_it_refuses_ends_a_letter_or_puts_it_off(
    provider: type[Postmark], code: int, said: dict[str, Any], state: str
) -> None:
    reader = ReplyFactory().member
    provider.answer = (code, said | {"Message": said["Message"].format(reader.person.email)})
    tick()
    assert Letter.objects.get().state == state
