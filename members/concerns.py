"""A concern: one letter to one named human, whose words then are kept nowhere else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.chores import chores
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from members.composing import compose
from members.models import Concern, Membership
from members.models.safety import KEPT

CONCERN = "concern"


@transaction.atomic
def raise_concern(*, by: Membership, to: Membership, words: str, may_reach: bool, key: str) -> None:
    """Write to one listener. Who wrote is noted only if they said that they may be reached.

    ``key`` was made with the page that asks: the same form sent twice is one letter.
    """
    concern, made = Concern.objects.get_or_create(
        key=key,
        defaults={
            "collaborative_id": by.collaborative_id,
            "to": to,
            "raised_by": by if may_reach else None,
            "words": words,
        },
    )
    if not made:
        return
    audit.record(actor=by.person if may_reach else None, verb="concern.raise", target=concern)
    outbox.post(
        kind=CONCERN,
        person=to.person,
        words=Words(subject="", text=""),  # written when it goes, from the row
        edition=str(concern.pk),
        not_after=concern.raised_at + KEPT,
    )


def _concern_of(letter: Letter) -> Concern | None:
    found = Concern.objects.filter(pk=int(letter.edition)).exclude(words="")
    return found.select_related("to__collaborative", "raised_by").first()


def still_applies(letter: Letter) -> bool:
    """Not to somebody who has gone, or rests; nor twice."""
    concern = _concern_of(letter)
    return concern is not None and concern.to.state in Membership.TAKING_PART


def written(letter: Letter) -> Words:
    """The subject says nothing: it may show on a locked screen."""
    concern = _concern_of(letter)
    if concern is None:
        raise Concern.DoesNotExist
    return compose(
        letter,
        subject="Somebody would like you to read this",
        template="letters/concern.txt",
        to=concern.to,
        context={"concern": concern},
    )


def handed_over(letter: Letter) -> None:
    """The letter has gone; the row forgets the words."""
    Concern.objects.filter(pk=int(letter.edition)).update(words="", handed_over_at=timezone.now())


def forget_old(now: datetime) -> int:
    """What no mail server took in a month; whoever may be reached was told to ring."""
    old = Concern.objects.filter(raised_at__lt=now - KEPT).exclude(words="")
    return old.update(words="")


kinds.announce(CONCERN, Kind(render=written, still_applies=still_applies, sent=handed_over))
chores.announce("concerns", forget_old)
