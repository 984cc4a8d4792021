"""Telling people what came of a meeting: this month's letter goes at once, and is the only one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, DateTimeField, F, OuterRef, Subquery, Value
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.clock import say_day
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from meetings.errors import NotYet
from meetings.letters import last_meeting
from meetings.models import Meeting, MeetingQuerySet, WriteUp
from members import restraint
from members.composing import compose
from members.digest import news_of, stop_digest, tells
from members.models import Membership
from members.models.membership import MembershipQuerySet

TOLD = "what came of a meeting"
IS_FRESH = timedelta(days=10)


@transaction.atomic
def tell_people(*, meeting: Meeting, by: Membership) -> bool:
    """Send what was written up to everybody who reads such letters; False when that was done.

    Raises:
        NotYet: it is not written up, or not published.
    """
    fresh = Meeting.objects.filter(pk=meeting.pk)
    now = timezone.now()
    written = fresh.happening().filter(
        write_up__state=WriteUp.State.PUBLISHED, starts_at__lt=now, told_at=None
    )
    if written.update(told_at=now) != 1:
        if fresh.filter(told_at__isnull=False).exists():
            return False
        raise NotYet
    outbox.plan(TOLD, _told_of(fresh))
    audit.record(actor=by.person, verb="meeting.tell", target=meeting)
    outbox.nudge()
    return True


def letters_due() -> MembershipQuerySet:
    """One to each who gets the monthly letter and has not read of it there."""
    return _told_of(Meeting.objects.happening())


def _told_of(meetings: MeetingQuerySet) -> MembershipQuerySet:
    """People of the place of these meetings, each with the one that was told of last."""
    here = meetings.filter(
        collaborative=OuterRef("collaborative"),
        told_at__gt=timezone.now() - IS_FRESH,
        write_up__state=WriteUp.State.PUBLISHED,
    )
    last = here.order_by("-told_at", "-pk")

    def of_it(column: str) -> Subquery:
        return Subquery(last.values(column)[:1])

    people: Any = Membership.objects.settled().filter(
        person__email__isnull=False, person__is_active=True
    )
    people = people.exclude(person__preferences__digest=False).annotate(
        about=of_it("pk"),
        edition=Value("", output_field=CharField()),
        not_before=of_it("told_at"),
        not_after=Subquery(
            last.annotate(end=F("told_at") + IS_FRESH).values("end")[:1],
            output_field=DateTimeField(),
        ),
        place=F("collaborative"),
        published=of_it("write_up__published_at"),
    )
    told: MembershipQuerySet = people.filter(digest_upto__lt=F("published"))
    return told


def letter_still_applies(letter: Letter) -> bool:
    """Not to somebody who rests, has gone, wants none, or has read of it meanwhile."""
    return (
        _told_of(Meeting.objects.filter(pk=letter.about)).filter(person=letter.person_id).exists()
    )


def _reader(letter: Letter, meeting: Meeting) -> Membership:
    cards = Membership.objects.select_related("collaborative", "person__preferences")
    return cards.get(person=letter.person_id, collaborative=meeting.collaborative_id, left_on=None)


def told(letter: Letter) -> Words:
    """The monthly letter, on the day somebody said so: what is new since the last one."""
    letter.sent_at = timezone.now()  # what happens from here on is for the next one
    meeting = Meeting.objects.get(pk=letter.about)
    reader = _reader(letter, meeting)
    return compose(
        letter,
        subject=f"What came of it: {say_day(meeting.days[0])}",
        template="letters/digest.txt",
        to=reader,
        context={"places": [news_of(reader)]},
    )


def told_sent(letter: Letter) -> None:
    """It takes the place of the next digest, which begins where this one was read."""
    meeting = Meeting.objects.get(pk=letter.about)
    here = Membership.objects.filter(person=letter.person_id, collaborative=meeting.collaborative)
    here.filter(left_on=None).update(digest_upto=letter.sent_at)


kinds.announce(
    TOLD,
    Kind(
        render=told,
        still_applies=letter_still_applies,
        due=letters_due,
        waits=restraint.sparingly,
        gentle=True,
        counts=True,
        sample=last_meeting,
        sent=told_sent,
        says="letters about what came of a meeting",
        stop=stop_digest,
    ),
)
tells.append(TOLD)
