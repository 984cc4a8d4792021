"""Called off, or changed: one letter to everybody who had heard otherwise, with the last truth.

A meeting counts its changes (``sequence``). Letters note which count they told
of, and answers which one they were given to; whoever has heard of an older one
is told. Ten minutes pass first: what moves twice in them is told once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Greatest
from django.utils import timezone

from collaborative.clock import say_day, say_hours
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from meetings import calendar
from meetings.chairs import CHAIR
from meetings.inviting import INVITED
from meetings.letters import MORNING, REMINDER, next_meeting
from meetings.models import Meeting, Reply
from members import restraint
from members.composing import compose, link
from members.models import Membership
from members.models.membership import MembershipQuerySet

CHANGED = "called off or changed"
TOLD_OF_IT = (INVITED, REMINDER, MORNING, CHAIR, CHANGED)
A_SECOND_THOUGHT = timedelta(minutes=10)
CANNOT_WAIT = timedelta(hours=14)  # it begins sooner: then not even for the morning


def changes_due() -> MembershipQuerySet:
    """To each who takes part and last heard of something else; the soonest meeting first."""
    now = timezone.now()
    told = Letter.objects.filter(
        about=OuterRef("pk"),
        kind__in=TOLD_OF_IT,
        person=OuterRef(OuterRef("person")),
        state=Letter.State.SENT,
    )
    said = Reply.objects.filter(meeting=OuterRef("pk"), member=OuterRef(OuterRef("pk")))
    heard = Greatest(
        Subquery(told.order_by("-version").exclude(version=None).values("version")[:1]),
        Subquery(said.values("heard")[:1]),
    )
    changed = (
        Meeting.objects.announced()
        .filter(collaborative=OuterRef("collaborative"), ends_at__gt=now)
        .annotate(was_told=heard, answer=Subquery(said.values("answer")[:1]))
        .filter(Q(answer=None) | ~Q(answer="no") | Q(state=Meeting.State.PUBLISHED))
        .filter(sequence__gt=F("was_told"))
        .order_by("starts_at", "pk")
    )

    def of_it(column: str) -> Subquery:
        return Subquery(changed.values(column)[:1])

    some = Meeting.objects.announced().filter(ends_at__gt=now, sequence__gt=0)
    people: Any = Membership.objects.taking_part().filter(
        collaborative__in=some.values("collaborative"),  # seldom any: nothing more is asked
        person__email__isnull=False,
        person__is_active=True,
    )
    people = people.annotate(
        about=of_it("pk"),
        edition=Cast(of_it("sequence"), CharField()),
        begins=of_it("starts_at"),
        not_before=Case(
            When(begins__lt=now + CANNOT_WAIT, then=Value(now)),
            default=Value(now + A_SECOND_THOUGHT),
        ),
        not_after=of_it("ends_at"),
        place=F("collaborative"),
    )
    due: MembershipQuerySet = people.filter(about__isnull=False)
    return due


def change_still_applies(letter: Letter) -> bool:
    """Only the last change, and only to whoever has not heard of it since."""
    due: Any = changes_due()
    mine = due.filter(person=letter.person_id, about=letter.about, edition=letter.edition)
    return bool(mine.exists())


def change_waits(letter: Letter) -> datetime | None:
    """Out of the quiet hours, unless somebody would stand before a shut door."""
    later = restraint.quietly(letter)
    soon = timezone.now() + CANNOT_WAIT
    if later and Meeting.objects.filter(pk=letter.about, starts_at__lt=soon).exists():
        return None
    return later


def change(letter: Letter) -> Words:
    """What is true now: the day, the hour, the place; or that it will not be."""
    meeting = Meeting.objects.select_related("collaborative", "venue", "series").get(
        pk=letter.about
    )
    letter.version = meeting.sequence
    cards = Membership.objects.current().select_related("collaborative")
    card = cards.get(person=letter.person_id, collaborative=meeting.collaborative)
    off = meeting.state == Meeting.State.CALLED_OFF
    start = meeting.local_start
    when = f"{meeting.get_kind_display()} on {say_day(start.date())}"
    if not off:
        when = f"{when}, {say_hours(start, meeting.local_end)}"
    words = compose(
        letter,
        subject=f"Called off: {when}" if off else f"It has changed: {when}",
        template="letters/change.txt",
        to=card,
        context={"meeting": meeting, "off": off, "link": link(meeting.get_absolute_url())},
    )
    told = calendar.cancellation(meeting) if off else calendar.invitation(meeting)
    return replace(words, calendar=told, method="CANCEL" if off else "REQUEST")


kinds.announce(
    CHANGED,
    Kind(
        render=change,
        still_applies=change_still_applies,
        due=changes_due,
        waits=change_waits,
        texted=True,
        sample=next_meeting,
        says="letters about a meeting that is called off or changes",
    ),
)
