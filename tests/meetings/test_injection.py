"""Thirty payloads in every name, title and subject: no header more, no letter lost."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from collaborative.models import Letter
from collaborative.tasks import tick
from meetings.models import Meeting, ReminderWords
from members import incidents
from members.actions import invite
from members.letters import post_test
from members.models import Collaborative, Hat, LetterWords, Membership, Preferences
from tests.factories import (
    AgendaItemFactory,
    HatFactory,
    IncidentFactory,
    MeetingFactory,
    MembershipFactory,
    ReplyFactory,
    RoadmapItemFactory,
    VenueFactory,
)
from tests.factories_room import CommitmentFactory
from tests.factories_trying import PrototypeFactory
from tests.figures import Figure

pytestmark = pytest.mark.django_db

BREAKS = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029", "\x85", "\n\t", "\r\n "]
HEADERS = ["Bcc: all@example.org", "Content-Type: text/html", "X-Told: yes\n\n<b>Hi</b>"]
PAYLOADS = [f"Soup{end}{header}" for end in BREAKS for header in HEADERS]
OURS = {
    "content-type",
    "mime-version",
    "subject",
    "from",
    "to",
    "date",
    "message-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
}


def names(raw: bytes) -> set[str]:
    """The headers of a letter, read from its bytes by a few lines that know nothing of Django."""
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    lines = re.split(rb"\r\n|\n|\r", head)
    return {line.split(b":")[0].decode().lower() for line in lines if line[:1] not in b" \t"}


def everything_else_is_called_so(reader: Membership, meeting: Meeting, payload: str) -> None:
    """Whatever else has a name, a title or a subject and stands in some letter."""
    here = {"collaborative": reader.collaborative}
    one_line = re.sub(r"[\r\n]", " ", payload)[:80]
    ReminderWords.objects.create(**here, meeting=meeting, subject=one_line, beginning=payload)
    AgendaItemFactory(meeting=meeting, title=payload, state="on_agenda")
    CommitmentFactory(
        **here, member=reader, text=payload, hoped_for=meeting.starts_at.date() + timedelta(days=1)
    )
    Preferences.objects.create(person=reader.person, promises=True)
    PrototypeFactory(**here, name=payload, why=payload)
    RoadmapItemFactory(**here, title=payload)
    for kind in Hat.LISTENING:
        listens = MembershipFactory(**here, chosen_name=payload)
        HatFactory(member=listens, kind=kind)
    invite(by=reader, address=f"ivy-{reader.pk}@example.org", name=payload)
    incident = IncidentFactory(**here, happened=payload, we_do=payload, whom_to_ring=payload)
    incidents.send(by=reader, key=incident.key, version=incident.version)
    post_test(reader)


@time_machine.travel("2027-06-10 12:00 +0000", tick=False)
def test_no_payload_makes_a_header_or_loses_a_letter(figure: Figure) -> None:
    more: set[str] = set()
    letters, kinds = 0, set[str]()
    for payload in PAYLOADS:
        mail.outbox.clear()
        place = MembershipFactory(chosen_name=payload).collaborative
        Collaborative.objects.filter(pk=place.pk).update(name=payload, place=payload)
        reader = Membership.objects.get(collaborative=place)
        venue = VenueFactory(collaborative=place, name=payload)
        meeting = MeetingFactory(collaborative=place, title=payload, venue=venue)
        ReplyFactory(meeting=meeting, member=reader)
        one_line = re.sub(r"[\r\n]", " ", payload)[:80]
        LetterWords.objects.create(
            collaborative=place, kind="reminder", subject=one_line, beginning=payload
        )
        later = timezone.now() + timedelta(days=9)
        MeetingFactory(collaborative=place, title=payload, venue=venue, starts_at=later)
        everything_else_is_called_so(reader, meeting, payload)
        tick()
        Meeting.objects.filter(pk=meeting.pk).update(state="called_off", called_off_because=payload)
        with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
            tick()
        letters += len(mail.outbox)
        kinds |= set(Letter.objects.filter(state="sent").values_list("kind", flat=True))
        for message in mail.outbox:
            raw = message.message().as_bytes()
            more |= names(raw) - OURS
            parsed: Any = message_from_bytes(raw, policy=policy.default)
            assert parsed["Bcc"] is None
            assert (parsed.get_all("To"), len(message.to)) == (message.to, 1)
            assert len(parsed.get_all("Content-Type")) == 1
    lost = Letter.objects.exclude(state__in=("sent", "waiting")).count()
    figure(
        "header injection",
        f"{len(PAYLOADS)} payloads in {letters} letters of {len(kinds)} kinds:"
        f" extra headers {len(more)}, lost {lost}",
    )
    assert letters >= 6 * len(PAYLOADS)
    assert (more, lost) == (set(), 0)
