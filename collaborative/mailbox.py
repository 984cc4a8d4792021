"""A mailbox for development: letters land in a folder, and a page shows them as a reader would."""

from __future__ import annotations

import email
import time
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage as ParsedMessage
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    """One file a letter, written whole before it gets its name."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:  # type: ignore[override]
        box = Path(settings.MAIL_BOX)
        box.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            name = f"{time.time_ns()}-{uuid4().hex[:8]}"
            unfinished = box / f".{name}"
            unfinished.write_bytes(message.message().as_bytes())
            unfinished.rename(box / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True)
class Received:
    """A letter as it lies in the box. ``html`` is '' where a letter has only its text part."""

    name: str
    to: str
    subject: str
    at: datetime
    text: str
    html: str
    headers: list[tuple[str, str]]


def newest(most: int = 100) -> list[Received]:
    """The last letters, newest first."""
    box = Path(settings.MAIL_BOX)
    files = sorted(box.glob("*.eml"), reverse=True)[:most] if box.is_dir() else []
    return [_read(path) for path in files]


def find(name: str) -> Received | None:
    """One letter by its name; None when it is not in the box. No name leads out of it."""
    path = Path(settings.MAIL_BOX) / f"{name}.eml"
    inside = name.replace("-", "").isalnum()
    return _read(path) if inside and path.is_file() else None


def _read(path: Path) -> Received:
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    if not isinstance(message, ParsedMessage):
        raise TypeError(path.name)
    return Received(
        name=path.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        at=datetime.fromtimestamp(int(path.stem.split("-")[0]) / 1e9).astimezone(),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        headers=[(name, str(value)) for name, value in message.items()],
    )


def _part(message: ParsedMessage, subtype: str) -> str:
    part = message.get_body(preferencelist=(subtype,))
    return str(part.get_content()) if part is not None else ""
