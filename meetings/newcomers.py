"""The first three meetings: a welcome, lighter letters, and then one of us like all others."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from collaborative.chores import chores
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from meetings.come import OPEN_TO_ALL, minutes, next_open
from meetings.models import Meeting
from members.composing import compose, link
from members.models import Buddying, Hat, Membership
from members.models.membership import MembershipQuerySet

WELCOME = "welcome"
FIRST_ONES = 3
STILL_A_WELCOME = timedelta(days=7)  # later it would be odd


def held_since_they_came() -> Subquery:
    """How many meetings for all were held since; who came to which is not kept anywhere."""
    held = Meeting.objects.happening().filter(
        collaborative=OuterRef("collaborative"),
        kind__in=OPEN_TO_ALL,
        starts_at__gt=OuterRef("digest_upto"),
        ends_at__lte=timezone.now(),
    )
    number = held.order_by().values("collaborative").annotate(number=Count("pk")).values("number")
    return Subquery(number)


@transaction.atomic
def settle(now: datetime) -> int:
    """After three meetings they get the letters that all get, from here on; buddies part."""
    new = Membership.objects.filter(state=Membership.State.WELCOMED)
    over = new.annotate(held=Coalesce(held_since_they_came(), 0)).filter(held__gte=FIRST_ONES)
    settled = list(over.values_list("pk", flat=True))
    Buddying.objects.filter(newcomer__in=settled).delete()
    return Membership.objects.filter(pk__in=settled, state=Membership.State.WELCOMED).update(
        state=Membership.State.ACTIVE, digest_upto=now
    )


def around_the_door(card: Membership, meeting: Meeting | None) -> dict[str, Any]:
    """What helps on a first morning: who says hello, who goes along, what happens when."""
    if meeting is None:
        return {"meeting": None}
    hello = Hat.objects.on(meeting.days[0]).filter(
        collaborative=meeting.collaborative_id,
        kind=Hat.Kind.WELCOME,
        member__state__in=Membership.TAKING_PART,
    )
    company = Buddying.objects.filter(newcomer=card).select_related("buddy").first()
    return {
        "meeting": meeting,
        "run": minutes(meeting),
        "hello": sorted(set(hello.values_list("member__chosen_name", flat=True)), key=str.casefold),
        "buddy": company.buddy if company else None,
        "link": link(meeting.get_absolute_url()),
    }


def welcomes_due() -> MembershipQuerySet:
    """One, ever, to each who came in by an invitation; ``digest_upto`` is when that was."""
    return Membership.objects.filter(
        state=Membership.State.WELCOMED,
        person__email__isnull=False,
        person__is_active=True,
        digest_upto__gt=timezone.now() - STILL_A_WELCOME,
    ).annotate(
        about=F("pk"),
        edition=Value("", output_field=CharField()),
        not_before=F("digest_upto"),
        not_after=F("digest_upto") + STILL_A_WELCOME,
    )


def welcome_still_applies(letter: Letter) -> bool:
    """Not to somebody who rests or has gone again."""
    return welcomes_due().filter(pk=letter.about).exists()


def welcome(letter: Letter) -> Words:
    """Short, and nothing to do: when, where, who says hello, what happens."""
    card = Membership.objects.select_related("collaborative").get(pk=letter.about)
    place = card.collaborative
    company = link(reverse("here:buddies", kwargs={"collaborative": place.slug}))
    return compose(
        letter,
        subject="Good that you are here",
        template="letters/welcome.txt",
        to=card,
        context={**around_the_door(card, next_open(place)), "company": company},
    )


chores.announce("newcomers", settle)
kinds.announce(WELCOME, Kind(render=welcome, still_applies=welcome_still_applies, due=welcomes_due))
