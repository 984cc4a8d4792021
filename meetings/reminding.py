"""A reminder in words of its own: for the one meeting to which one brings wellingtons."""

from __future__ import annotations

from django.db import transaction

from collaborative import audit
from collaborative.letters import Words
from collaborative.models import Letter
from meetings.letters import REMINDER, reminder
from meetings.models import Meeting, ReminderWords
from members.models import Membership


def words_of(meeting: Meeting) -> ReminderWords:
    """What stands there, or an empty one that is not kept yet."""
    found = ReminderWords.objects.filter(meeting=meeting).first()
    return found or ReminderWords(meeting=meeting, collaborative_id=meeting.collaborative_id)


@transaction.atomic
def keep_words(*, meeting: Meeting, by: Membership, subject: str, beginning: str) -> None:
    """These for this meeting from now on; empty ones are those of all reminders again."""
    words, _ = ReminderWords.objects.update_or_create(
        meeting=meeting,
        defaults={
            "collaborative_id": meeting.collaborative_id,
            "subject": subject,
            "beginning": beginning,
        },
    )
    audit.record(actor=by.person, verb="meeting.reminder_words", target=words)


def sample(me: Membership, meeting: Meeting, tried: ReminderWords) -> Words:
    """The reminder as it would come to ``me`` with these words, kept or not."""
    letter = Letter(
        kind=REMINDER,
        person=me.person,
        place=me.collaborative_id,
        about=meeting.pk,
        edition="preview",
    )
    letter.of_the_row = tried  # type: ignore[attr-defined]  # no column: it lasts for a look
    letter.card = me  # type: ignore[attr-defined]  # nor this
    return reminder(letter)
