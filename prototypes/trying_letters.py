"""A quiet nudge: a go at something is over, and nobody has said yet what happened.

To whoever is in its team, once for each cycle and at most once in four weeks,
whatever else waits. Who wants no reminders gets none.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.utils import timezone

from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from meetings.letters import stop_reminders
from members import restraint
from members.composing import compose, link
from members.models import Membership, Preferences
from prototypes.models import Prototype, TeamMember, TestCycle

NUDGE = "nudge"
FRESH = timedelta(days=10)
BETWEEN = timedelta(days=28)


def _listening() -> QuerySet[Any]:
    """Those in some team who are written to."""
    said_no = Preferences.objects.filter(person=OuterRef("member__person"), reminder=False)
    return TeamMember.objects.filter(
        ~Exists(said_no),
        member__state=Membership.State.ACTIVE,
        member__person__email__isnull=False,
        member__person__is_active=True,
    )


def nudges_due() -> QuerySet[Any]:
    """One for each person in a team with a silent cycle, about which they had no letter yet."""
    now = timezone.now()
    told = Letter.objects.filter(
        kind=NUDGE, person=OuterRef(OuterRef("member__person")), about=OuterRef("pk")
    )
    silent = TestCycle.objects.silent(timezone.localdate()).filter(
        ~Exists(told), prototype=OuterRef("prototype"), prototype__state__in=Prototype.GOING_ON
    )
    lately = Letter.objects.filter(
        kind=NUDGE, person=OuterRef("member__person"), not_before__gt=now - BETWEEN
    )
    due: QuerySet[Any] = (
        _listening()
        .filter(~Exists(lately))
        .annotate(
            person=F("member__person"),
            about=Subquery(silent.order_by("from_on", "pk").values("pk")[:1]),
            edition=Value("", output_field=CharField()),
            not_before=Value(now),
            not_after=Value(now + FRESH),
            place=F("collaborative"),
        )
        .filter(about__isnull=False)
        .distinct("person")
    )
    return due


def still_applies(letter: Letter) -> bool:
    """Nobody has told meanwhile, and they are still in it."""
    silent = TestCycle.objects.silent(timezone.localdate()).filter(
        pk=letter.about, prototype__state__in=Prototype.GOING_ON
    )
    mine = _listening().filter(member__person=letter.person_id)
    return mine.filter(prototype__in=silent.values("prototype")).exists()


def nudge(letter: Letter) -> Words:
    """The subject names nothing: it may show on a locked screen."""
    cycle = TestCycle.objects.select_related("prototype__collaborative").get(pk=letter.about)
    card = (
        Membership.objects.current()
        .select_related("collaborative")
        .get(person=letter.person_id, collaborative=cycle.collaborative_id)
    )
    return compose(
        letter,
        subject="How did it go?",
        template="letters/nudge.txt",
        to=card,
        context={"cycle": cycle, "link": link(cycle.get_absolute_url())},
    )


def silent_cycle(me: Membership) -> int | None:
    """What a letter could be about, to be shown to ``me``."""
    here = TestCycle.objects.silent(timezone.localdate()).filter(collaborative=me.collaborative_id)
    return here.order_by("from_on", "pk").values_list("pk", flat=True).first()


kinds.announce(
    NUDGE,
    Kind(
        render=nudge,
        still_applies=still_applies,
        due=nudges_due,
        waits=restraint.not_now,
        gentle=True,
        sample=silent_cycle,
        says="reminders of meetings and of what you try",
        stop=stop_reminders,
        later=restraint.four_weeks_off,
    ),
)
