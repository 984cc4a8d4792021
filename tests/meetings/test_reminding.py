"""The reminder of one meeting, in words of its own."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from collaborative.models import AuditEntry
from collaborative.tasks import tick
from meetings.models import Meeting, ReminderWords
from members.models import LetterWords, Membership
from tests.conftest import as_
from tests.factories import MeetingFactory, ReplyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(coordinator: Membership) -> Meeting:
    return MeetingFactory(collaborative=coordinator.collaborative)


def url(meeting: Meeting) -> str:
    where = {"collaborative": meeting.collaborative.slug, "key": meeting.key}
    return reverse("meetings:reminder_words", kwargs=where)


def test_a_look_first_then_kept_and_it_wins_over_what_the_place_says(
    client: Client, coordinator: Membership, meeting: Meeting
) -> None:
    LetterWords.objects.create(
        collaborative=meeting.collaborative,
        kind="reminder",
        subject="Soon again",
        beginning="Bring a cup.",
    )
    typed = {"subject": "", "beginning": "Bring boots: it is muddy."}
    looked = as_(client, coordinator).post(url(meeting), {**typed, "do": "look"}).text
    assert "So it would come" in looked
    assert looked.count("Bring boots") == 2, "in the box and in the letter"
    assert not ReminderWords.objects.exists()

    client.post(url(meeting), {**typed, "do": "keep"})
    other = MeetingFactory(collaborative=meeting.collaborative)
    for each in (meeting, other):
        ReplyFactory(meeting=each, member__collaborative=meeting.collaborative)
    tick()
    bodies = {
        each: next(m for m in mail.outbox if each.get_absolute_url() in m.body)
        for each in (meeting, other)
    }
    assert [m.subject for m in bodies.values()] == ["Soon again"] * 2, "empty here is as there"
    assert "Bring boots" in bodies[meeting].body
    assert "Bring a cup" not in bodies[meeting].body
    assert "Bring a cup" in bodies[other].body
    assert AuditEntry.objects.filter(verb="meeting.reminder_words").count() == 1


def test_a_subject_that_tells_is_refused(
    client: Client, coordinator: Membership, meeting: Meeting
) -> None:
    typed = {"subject": "Your therapy group", "beginning": "", "do": "keep"}
    assert as_(client, coordinator).post(url(meeting), typed).status_code == 422
    assert not ReminderWords.objects.exists()
