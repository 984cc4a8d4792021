"""Inviting everybody to a meeting: two weeks before, or earlier by one press; one letter each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.clock import say_day, say_hours
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from meetings import answers, calendar
from meetings.agenda import agenda_of
from meetings.errors import RepliesClosed
from meetings.letters import next_meeting
from meetings.models import Meeting, MeetingQuerySet, Reply
from meetings.newcomers import around_the_door
from members import restraint
from members.composing import compose, link
from members.models import Membership, Preferences
from members.models.membership import MembershipQuerySet

INVITED = "invitation to a meeting"
AHEAD = timedelta(days=14)
NEXT_WEEK = timedelta(days=7)  # planned so long before, to be seen by whoever looks after it
TOO_LATE = timedelta(hours=1)  # people are on their way
SOON = timedelta(days=4)  # from here on a reminder, or a look at the page, is more use


@transaction.atomic
def invite_everybody(*, meeting: Meeting, by: Membership) -> bool:
    """Invite everybody who takes part; False when that was done before, however often pressed.

    Raises:
        RepliesClosed: it is over, called off or not announced.
    """
    fresh = Meeting.objects.filter(pk=meeting.pk)
    now = timezone.now()
    will_be = fresh.happening().filter(starts_at__gt=now)
    if will_be.filter(invited_at=None).update(invited_at=now) != 1:
        if fresh.filter(invited_at__isnull=False).exists():
            return False
        raise RepliesClosed
    outbox.plan(INVITED, _invited_to(fresh))
    audit.record(actor=by.person, verb="meeting.invite", target=meeting)
    outbox.nudge()
    return True


def by_letter(meeting: Meeting) -> MembershipQuerySet:
    """Whom a letter would reach now; for a meeting that nobody is invited to yet."""
    not_said = ~Exists(Reply.objects.filter(meeting=meeting, member=OuterRef("pk")))
    return _by_letter().filter(not_said, collaborative=meeting.collaborative_id)


def invitations_due() -> MembershipQuerySet:
    """One to each who takes part and has not answered, for the soonest meeting of their place.

    Whoever came in since then has read of it in their welcome.
    """
    return _invited_to(Meeting.objects.happening())


def _by_letter() -> MembershipQuerySet:
    """Those who take part, have an address and have not said no to invitations."""
    return (
        Membership.objects.taking_part()
        .filter(person__email__isnull=False, person__is_active=True)
        .exclude(person__preferences__invitation=False)
    )


def _invited_to(meetings: MeetingQuerySet) -> MembershipQuerySet:
    """People of the place of these meetings, each with the soonest one."""
    now = timezone.now()
    ahead = F("starts_at") - AHEAD
    here = meetings.filter(
        Q(invited_at__isnull=False, starts_at__gt=now + TOO_LATE)
        | Q(starts_at__gt=now + SOON, starts_at__lt=now + AHEAD + NEXT_WEEK),
        collaborative=OuterRef("collaborative"),
    ).annotate(begins=Coalesce("invited_at", ahead, output_field=DateTimeField()))
    soonest = here.order_by("starts_at", "pk")

    def of_it(column: str) -> Subquery:
        return Subquery(soonest.values(column)[:1])

    said = Reply.objects.filter(member=OuterRef("pk"), meeting=OuterRef("about"))
    people: Any = _by_letter().annotate(
        about=of_it("pk"),
        edition=Value("", output_field=CharField()),
        not_before=of_it("begins"),
        not_after=Subquery(
            soonest.annotate(
                end=Case(
                    When(invited_at=None, then=F("starts_at") - SOON),
                    default=F("starts_at") - TOO_LATE,
                    output_field=DateTimeField(),
                )
            ).values("end")[:1],
            output_field=DateTimeField(),
        ),
        place=F("collaborative"),
    )
    been_here = Q(state=Membership.State.ACTIVE) | Q(digest_upto__lte=F("not_before"))
    invited: MembershipQuerySet = people.filter(been_here, ~Exists(said), about__isnull=False)
    return invited


def invitation_still_applies(letter: Letter) -> bool:
    """Not called off, not answered already, and the reader takes part."""
    meeting = Meeting.objects.happening().filter(pk=letter.about)
    return _invited_to(meeting).filter(person=letter.person_id).exists()


def invitation(letter: Letter) -> Words:
    """When, where and what for; for somebody new also the door, and no agenda."""
    meeting = Meeting.objects.select_related("collaborative", "venue", "series").get(
        pk=letter.about
    )
    letter.version = meeting.sequence
    cards = Membership.objects.current().select_related("collaborative")
    card = cards.get(person=letter.person_id, collaborative=meeting.collaborative)
    start = meeting.local_start
    hours = say_hours(start, meeting.local_end)
    subject = f"Will you come? {meeting.get_kind_display()} on {say_day(start.date())}, {hours}"
    template, context = (
        "letters/invited.txt",
        {
            "meeting": meeting,
            "agenda": agenda_of(meeting),
            "link": link(meeting.get_absolute_url()),
            "answer": answers.url(meeting, card),
        },
    )
    if card.is_new:
        template, context = "letters/invited_first.txt", around_the_door(card, meeting)
    words = compose(letter, subject=subject, template=template, to=card, context=context)
    return replace(words, calendar=calendar.invitation(meeting), method="REQUEST")


def stop_invitations(person: int) -> None:
    Preferences.objects.update_or_create(person_id=person, defaults={"invitation": False})


kinds.announce(
    INVITED,
    Kind(
        render=invitation,
        still_applies=invitation_still_applies,
        due=invitations_due,
        waits=restraint.sparingly,
        gentle=True,
        counts=True,
        sample=next_meeting,
        says="invitations to meetings",
        stop=stop_invitations,
    ),
)
