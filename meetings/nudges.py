"""Quiet nudges: a write-up to check, one that is still to come, what I said I would do.

Each is off until somebody wishes for it, but the one to whoever has taken a
meeting on. None says that anything is late; all can be left lying.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone

from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from meetings.letters import last_meeting
from meetings.models import Attendance, Commitment, Meeting, Reply, WriteUp
from members import restraint
from members.composing import compose, link
from members.models import Hat, Membership, Preferences
from members.models.membership import MembershipQuerySet

READY, STILL, PROMISES = "write-up to check", "write-up to come", "what I said I would do"
DAY = timedelta(days=1)
FIRST, SECOND, NO_MORE = 3 * DAY, 7 * DAY, 11 * DAY  # after the meeting
BEFORE = 3 * DAY  # the day hoped for
HOLDS = (Hat.Kind.FACILITATOR, Hat.Kind.SCRIBE)


def _reachable(people: MembershipQuerySet) -> MembershipQuerySet:
    return people.filter(person__email__isnull=False, person__is_active=True)


# A write-up is with those who were there


def ready_due() -> MembershipQuerySet:
    """To those who were there, or had said they would come, and wish to hear of it."""
    now = timezone.now()
    there = Attendance.objects.filter(meeting=OuterRef("meeting"), member=OuterRef(OuterRef("pk")))
    meant = Reply.objects.filter(
        meeting=OuterRef("meeting"),
        member=OuterRef(OuterRef("pk")),
        answer__in=(Reply.Answer.YES, Reply.Answer.ONLINE),
    )
    checking = WriteUp.objects.filter(
        Exists(there) | Exists(meant),
        collaborative=OuterRef("collaborative"),
        state=WriteUp.State.CHECKING,
        check_until__gte=now.date(),
    ).order_by("check_until", "pk")
    people: Any = _reachable(Membership.objects.taking_part())
    people = people.filter(person__preferences__write_up=True).annotate(
        about=Subquery(checking.values("meeting")[:1]),
        edition=Value("", output_field=CharField()),
        not_before=Value(now),
        not_after=Cast(Subquery(checking.values("check_until")[:1]), DateTimeField()),
        place=F("collaborative"),
    )
    due: MembershipQuerySet = people.filter(about__isnull=False)
    return due


def ready_still_applies(letter: Letter) -> bool:
    checking = WriteUp.objects.filter(meeting=letter.about, state=WriteUp.State.CHECKING)
    return checking.exists() and _wishes(letter, "write_up")


def _wishes(letter: Letter, name: str) -> bool:
    """Takes part in the letter's place, and has this wish."""
    here = Membership.objects.taking_part().filter(
        person=letter.person_id, collaborative=letter.place
    )
    return here.exists() and bool(getattr(restraint.wishes_of(letter), name))


def _card(letter: Letter) -> Membership:
    cards = Membership.objects.current().select_related("collaborative")
    return cards.get(person=letter.person_id, collaborative=letter.place)


def ready(letter: Letter) -> Words:
    meeting = Meeting.objects.select_related("collaborative", "write_up").get(pk=letter.about)
    return compose(
        letter,
        subject="Is this how it was?",
        template="letters/ready.txt",
        to=_card(letter),
        context={"meeting": meeting, "link": link(meeting.get_absolute_url())},
    )


# One is still to come


def still_due() -> QuerySet[Hat, Any]:
    """To whoever held or wrote down a meeting, three and seven days after it."""
    now = timezone.now()
    settled = WriteUp.objects.filter(meeting=OuterRef("pk")).exclude(state=WriteUp.State.DRAFT)
    that_day = (
        Meeting.objects.happening()
        .filter(
            ~Exists(settled),
            collaborative=OuterRef("collaborative"),
            ends_at__lte=now - FIRST,
            ends_at__gt=now - NO_MORE,
            starts_at__date__gte=OuterRef("since"),
            starts_at__date__lte=OuterRef("last_day"),
        )
        .order_by("-ends_at", "-pk")
    )
    no = Preferences.objects.filter(person=OuterRef("member__person"), hosting=False)
    hats: Any = Hat.objects.filter(
        ~Exists(no),
        kind__in=HOLDS,
        member__state__in=Membership.TAKING_PART,
        member__person__email__isnull=False,
        member__person__is_active=True,
    )
    hats = hats.annotate(last_day=Coalesce("until", Value(now.date())))
    ended = Subquery(that_day.values("ends_at")[:1])
    hats = hats.annotate(
        person=F("member__person"),
        about=Subquery(that_day.values("pk")[:1]),
        edition=Case(
            When(Exists(that_day.filter(ends_at__lte=now - SECOND)), then=Value("7")),
            default=Value("3"),
        ),
        not_before=Value(now),
        ended=ended,
        place=F("collaborative"),
    ).annotate(
        not_after=Case(
            When(edition="7", then=F("ended") + NO_MORE),
            default=F("ended") + SECOND,
            output_field=DateTimeField(),
        )
    )
    due: QuerySet[Hat, Any] = hats.filter(about__isnull=False)
    return due


def still_still_applies(letter: Letter) -> bool:
    settled = WriteUp.objects.filter(meeting=letter.about).exclude(state=WriteUp.State.DRAFT)
    happened = Meeting.objects.happening().filter(pk=letter.about)
    return happened.exists() and not settled.exists() and _wishes(letter, "hosting")


def still(letter: Letter) -> Words:
    """Small, and skippable: three lines are a write-up, too."""
    meeting = Meeting.objects.select_related("collaborative").get(pk=letter.about)
    return compose(
        letter,
        subject="A few lines, when you have a quiet minute",
        template="letters/still.txt",
        to=_card(letter),
        context={
            "meeting": meeting,
            "again": letter.edition == "7",
            "link": link(
                reverse(
                    "meetings:write_up",
                    kwargs={"collaborative": meeting.collaborative.slug, "key": meeting.key},
                )
            ),
        },
    )


# What I said I would do


def promises_due() -> MembershipQuerySet:
    """Once before the day hoped for, to those who wish for it; one letter for all of them."""
    now = timezone.now()
    mine = Commitment.objects.filter(
        member=OuterRef("pk"),
        state__in=Commitment.OPEN,
        hoped_for__gte=now.date(),
        hoped_for__lte=now.date() + BEFORE,
    ).order_by("hoped_for", "pk")
    people: Any = _reachable(Membership.objects.taking_part())
    people = people.filter(person__preferences__promises=True).annotate(
        about=F("pk"),
        edition=Cast(Subquery(mine.values("hoped_for")[:1]), CharField()),
        not_before=Value(now),
        not_after=Cast(Subquery(mine.values("hoped_for")[:1]), DateTimeField()) + DAY,
        place=F("collaborative"),
    )
    due: MembershipQuerySet = people.filter(edition__isnull=False)
    return due


def promises_still_apply(letter: Letter) -> bool:
    mine = Commitment.objects.filter(
        member=letter.about, state__in=Commitment.OPEN, hoped_for=letter.edition
    )
    return mine.exists() and _wishes(letter, "promises")


def promises(letter: Letter) -> Words:
    card = _card(letter)
    mine = Commitment.objects.filter(member=card).soonest()
    return compose(
        letter,
        subject="What you said you would do",
        template="letters/promises.txt",
        to=card,
        context={
            "mine": list(mine),
            "link": link(
                reverse("commitments:mine", kwargs={"collaborative": card.collaborative.slug})
            ),
        },
    )


def stop(wish: str) -> Any:
    """No more of it, from the foot of the letter."""

    def stopped(person: int) -> None:
        Preferences.objects.update_or_create(person_id=person, defaults={wish: False})

    return stopped


def last_written_up(me: Membership) -> int | None:
    written = WriteUp.objects.filter(collaborative=me.collaborative_id, check_until__isnull=False)
    return written.order_by("-check_until", "-pk").values_list("meeting", flat=True).first()


def with_a_promise(me: Membership) -> int | None:
    return me.pk if Commitment.objects.filter(member=me).soonest().exists() else None


NUDGES = (
    (
        READY,
        ready,
        ready_still_applies,
        ready_due,
        "letters about write-ups to check",
        "write_up",
        last_written_up,
    ),
    (
        STILL,
        still,
        still_still_applies,
        still_due,
        "nudges about a write-up to come",
        "hosting",
        last_meeting,
    ),
    (
        PROMISES,
        promises,
        promises_still_apply,
        promises_due,
        "nudges about what you said you would do",
        "promises",
        with_a_promise,
    ),
)
for _name, _render, _applies, _due, _says, _wish, _sample in NUDGES:
    kinds.announce(
        _name,
        Kind(
            render=_render,
            still_applies=_applies,
            due=_due,
            waits=restraint.not_now,
            gentle=True,
            sample=_sample,
            says=_says,
            stop=stop(_wish),
            later=restraint.four_weeks_off,
        ),
    )
