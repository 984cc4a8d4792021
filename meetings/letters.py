"""The reminder: one letter to each person who said they would come, in the last three days."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import CharField, Exists, F, OuterRef, Value
from django.utils import timezone

from collaborative.clock import WEEKDAYS, say_hours
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from meetings.agenda import agenda_of
from meetings.models import Meeting, Reply, ReplyQuerySet
from meetings.newcomers import around_the_door
from members.composing import compose, link
from members.models import Membership, Preferences

REMINDER = "reminder"
AHEAD = timedelta(hours=72)
TOO_LATE = timedelta(hours=1)  # people are on their way


def reminders_due() -> ReplyQuerySet:
    """One for each person coming to a meeting in the next three days who has not said no to it."""
    said_no = Preferences.objects.filter(person=OuterRef("member__person"), reminder=False)
    coming = Reply.objects.coming().filter(
        ~Exists(said_no),
        member__person__email__isnull=False,
        member__person__is_active=True,
        meeting__starts_at__lt=timezone.now() + AHEAD,
    )
    return coming.annotate(
        person=F("member__person"),
        about=F("meeting"),
        edition=Value("", output_field=CharField()),
        not_before=F("meeting__starts_at") - AHEAD,
        not_after=F("meeting__starts_at") - TOO_LATE,
    )


def reminder_still_applies(letter: Letter) -> bool:
    """Not called off, not changed to a no, not resting, gone or tired of reminders."""
    due = reminders_due().filter(member__person=letter.person_id, meeting=letter.about)
    return due.exists()


def reminder(letter: Letter) -> Words:
    """The subject names kind, day and hour: it may show on a locked screen."""
    meeting = Meeting.objects.select_related("collaborative", "venue").get(pk=letter.about)
    cards = Membership.objects.current().select_related("collaborative")
    card = cards.get(person=letter.person_id, collaborative=meeting.collaborative)
    start = meeting.local_start
    hours = say_hours(start, meeting.local_end)
    subject = f"{meeting.get_kind_display()} on {WEEKDAYS[start.weekday()]}, {hours}"
    if card.is_new:
        first = around_the_door(card, meeting)
        template = "letters/reminder_first.txt"
        return compose(letter, subject=subject, template=template, to=card, context=first)
    return compose(
        letter,
        subject=subject,
        template="letters/reminder.txt",
        to=card,
        context={
            "meeting": meeting,
            "agenda": agenda_of(meeting),
            "link": link(meeting.get_absolute_url()),
        },
    )


def stop_reminders(person: int) -> None:
    Preferences.objects.update_or_create(person_id=person, defaults={"reminder": False})


kinds.announce(
    REMINDER,
    Kind(
        render=reminder,
        still_applies=reminder_still_applies,
        due=reminders_due,
        says="reminders of meetings",
        stop=stop_reminders,
    ),
)
