"""Reminders as text messages: to the number behind the wall, short, and each look noted."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail

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


def test_through_notify(texted: Membership, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that notes what it is asked; a repeat would carry the same reference."""
    asked: list[dict[str, Any]] = []
    client = SimpleNamespace(send_sms_notification=lambda **told: asked.append(told))
    module = SimpleNamespace(NotificationsAPIClient=lambda key: client)
    monkeypatch.setitem(sys.modules, "notifications_python_client", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "notifications_python_client.notifications", module)
    settings.TEXTS = "collaborative.texts.by_notify"
    tick()
    (told,) = asked
    assert told["phone_number"] == NUMBER
    assert told["reference"] == str(Letter.objects.get(state="sent").mark)
    assert mailbox.newest() == []
