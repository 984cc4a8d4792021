"""The reminder: to each who said they would come, three days before; in the morning, if asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, DateTimeField, Exists, F, Func, OuterRef, Value
from django.utils import timezone

from collaborative.clock import WEEKDAYS, say_hours
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from meetings.agenda import agenda_of
from meetings.models import Meeting, ReminderWords, Reply, ReplyQuerySet
from meetings.newcomers import around_the_door
from members import restraint
from members.composing import compose, link
from members.models import Membership, Preferences

REMINDER, MORNING = "reminder", "reminder on the day"
AHEAD = timedelta(hours=72)
NEXT_WEEK = timedelta(days=7)
TOO_LATE = timedelta(hours=1)  # people are on their way
ON_THE_WAY = timedelta(minutes=20)


def reminders_due() -> ReplyQuerySet:
    """One for each person coming to a meeting soon who has not said no to reminders.

    Planned a week early, to be seen by whoever looks after letters. A meeting
    that moves to another day is one to be reminded of anew. Whoever waited for a
    chair until then has just read when and where.
    """
    said_no = Preferences.objects.filter(person=OuterRef("member__person"), reminder=False)
    coming = coming_by(timezone.now() + AHEAD + NEXT_WEEK).filter(~Exists(said_no))
    coming = coming.exclude(chair_since__gt=F("meeting__starts_at") - AHEAD)
    return coming.annotate(
        not_before=F("meeting__starts_at") - AHEAD, not_after=F("meeting__starts_at") - TOO_LATE
    )


def mornings_due() -> ReplyQuerySet:
    """For those who wish for it: on the day itself, as soon as their quiet hours are over."""
    wish = Preferences.objects.filter(person=OuterRef("member__person"), morning_of=True)
    coming = coming_by(timezone.now() + NEXT_WEEK).filter(Exists(wish))
    return coming.annotate(
        not_before=Func(
            F("meeting__time_zone"),
            Func(
                Value("day"),
                Func(F("meeting__time_zone"), F("meeting__starts_at"), function="timezone"),
                function="date_trunc",
            ),
            function="timezone",
            output_field=DateTimeField(),
        ),
        not_after=F("meeting__starts_at") - ON_THE_WAY,
    )


def coming_by(until: datetime | None) -> ReplyQuerySet:
    """A yes to a meeting before then, of somebody with an address: what all of these begin at."""
    coming = Reply.objects.coming().filter(
        member__person__email__isnull=False, member__person__is_active=True
    )
    if until is not None:
        coming = coming.filter(meeting__starts_at__lt=until)
    day = Func(
        F("meeting__starts_at"),
        Value("YYYY-MM-DD"),
        function="to_char",
        output_field=CharField(),
    )
    return coming.annotate(
        person=F("member__person"), about=F("meeting"), edition=day, place=F("collaborative")
    )


def still_applies(due: Callable[[], ReplyQuerySet]) -> Callable[[Letter], bool]:
    """Not called off, not moved to another day, not a no, not resting, gone or tired of it."""

    def applies(letter: Letter) -> bool:
        mine: Any = due().filter(member__person=letter.person_id, meeting=letter.about)
        return bool(mine.filter(edition=letter.edition).exists())

    return applies


def reminder(letter: Letter) -> Words:
    """The subject names kind, day and hour: it may show on a locked screen."""
    meeting = Meeting.objects.select_related("collaborative", "venue", "series").get(
        pk=letter.about
    )
    letter.version = meeting.sequence
    if not hasattr(letter, "of_the_row"):
        of_the_row = ReminderWords.objects.filter(meeting=meeting).first()
        letter.of_the_row = of_the_row  # type: ignore[attr-defined]  # no column: for this look
    card = getattr(letter, "card", None) or _card_of(letter, meeting)  # a look brings its own
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


def _card_of(letter: Letter, meeting: Meeting) -> Membership:
    cards = Membership.objects.current().select_related("collaborative")
    return cards.get(person=letter.person_id, collaborative=meeting.collaborative)


def next_meeting(me: Membership) -> int | None:
    """What a letter could be about, to be shown to ``me``."""
    here = Meeting.objects.happening().filter(collaborative=me.collaborative_id)
    return here.upcoming().values_list("pk", flat=True).first()


def last_meeting(me: Membership) -> int | None:
    """The same for letters about one that is over."""
    here = Meeting.objects.happening().filter(collaborative=me.collaborative_id)
    return here.past().values_list("pk", flat=True).first()


def stop_reminders(person: int) -> None:
    Preferences.objects.update_or_create(person_id=person, defaults={"reminder": False})


def stop_mornings(person: int) -> None:
    Preferences.objects.update_or_create(person_id=person, defaults={"morning_of": False})


def while_we_meet(letter: Letter) -> datetime | None:
    """Until when people of the letter's place sit together; None when they do not."""
    now = timezone.now()
    going_on = Meeting.objects.happening().filter(
        collaborative=letter.place, starts_at__lte=now, ends_at__gt=now
    )
    return going_on.order_by("-ends_at").values_list("ends_at", flat=True).first()


restraint.protected.append(while_we_meet)
kinds.announce(
    MORNING,
    Kind(
        render=reminder,
        still_applies=still_applies(mornings_due),
        due=mornings_due,
        waits=restraint.quietly,
        texted=True,
        sample=next_meeting,
        says="reminders on the day itself",
        stop=stop_mornings,
    ),
)
kinds.announce(
    REMINDER,
    Kind(
        render=reminder,
        still_applies=still_applies(reminders_due),
        due=reminders_due,
        waits=restraint.sparingly,
        texted=True,
        gentle=True,
        counts=True,
        sample=next_meeting,
        says="reminders of meetings",
        stop=stop_reminders,
    ),
)
restraint.reminders.append(REMINDER)
