"""A chair is free again: one letter to whoever waited longest, and it is theirs already.

They asked to hear of it, so it counts towards nothing, and goes as a text
message to whoever likes that better. Whoever cannot come any more says so, and
the chair moves on.
"""

from __future__ import annotations

from dataclasses import replace

from django.db.models import CharField, F, Func, Value

from collaborative.clock import say_day, say_hours
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from meetings import calendar
from meetings.letters import ON_THE_WAY, coming_by, next_meeting, still_applies
from meetings.models import Meeting, ReplyQuerySet
from meetings.newcomers import around_the_door
from members import restraint
from members.composing import compose, link
from members.models import Membership

CHAIR = "chair free again"


def chairs_due() -> ReplyQuerySet:
    """One to each who has waited and has a chair now; to wait again makes another."""
    coming = coming_by(None).filter(chair_since__isnull=False)
    moment = Func(
        F("chair_since"),
        Value("YYYY-MM-DD HH24:MI:SS"),
        function="to_char",
        output_field=CharField(),
    )
    return coming.annotate(
        edition=moment,
        not_before=F("chair_since"),
        not_after=F("meeting__starts_at") - ON_THE_WAY,
    )


def chair(letter: Letter) -> Words:
    """When, where, and how to pass it on; for somebody new also the door."""
    meetings = Meeting.objects.select_related("collaborative", "venue", "series")
    meeting = meetings.get(pk=letter.about)
    letter.version = meeting.sequence
    cards = Membership.objects.current().select_related("collaborative")
    card = cards.get(person=letter.person_id, collaborative=meeting.collaborative)
    start = meeting.local_start
    when = f"{say_day(start.date())}, {say_hours(start, meeting.local_end)}"
    first = around_the_door(card, meeting) if card.is_new else {}
    words = compose(
        letter,
        subject=f"A chair is free: {meeting.get_kind_display()} on {when}",
        template="letters/chair.txt",
        to=card,
        context={"meeting": meeting, "link": link(meeting.get_absolute_url()), **first},
    )
    return replace(words, calendar=calendar.invitation(meeting), method="REQUEST")


kinds.announce(
    CHAIR,
    Kind(
        render=chair,
        still_applies=still_applies(chairs_due),
        due=chairs_due,
        waits=restraint.quietly,
        texted=True,
        sample=next_meeting,
        says="letters about a chair that is free again",
    ),
)
