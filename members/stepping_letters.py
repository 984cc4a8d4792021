"""Letters about stepping back: to the second person, to whoever it is about, and when it is over.

No subject names anybody or says what it is: it may show on a locked screen.
"""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from collaborative import outbox
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from members.circle import hears_appeal
from members.composing import compose, link
from members.models import StepBack, User

SECOND, WHY, OVER = "second person", "step back", "step back over"
LASTS = timedelta(days=30)


def post_second(asked: StepBack) -> None:
    if asked.second is not None:
        _post(SECOND, asked.second.person, asked)


def post_why(asked: StepBack) -> None:
    _post(WHY, asked.member.person, asked)


def post_over(asked: StepBack) -> None:
    _post(OVER, asked.member.person, asked)


def _post(kind: str, person: User, asked: StepBack) -> None:
    """Written when it goes, from the row. Who has no address is told by word of mouth."""
    if person.email is not None:
        outbox.post(
            kind=kind,
            person=person,
            words=Words(subject="", text=""),
            edition=str(asked.pk),
            not_after=timezone.now() + LASTS,
        )


def _of(letter: Letter) -> StepBack | None:
    found = StepBack.objects.filter(pk=int(letter.edition))
    return found.select_related(
        "collaborative", "member__collaborative", "asked_by", "second__collaborative"
    ).first()


def _row(letter: Letter) -> StepBack:
    asked = _of(letter)
    if asked is None:
        raise StepBack.DoesNotExist
    return asked


def second_still_applies(letter: Letter) -> bool:
    asked = _of(letter)
    return asked is not None and asked.waits and asked.second is not None


def why_still_applies(letter: Letter) -> bool:
    asked = _of(letter)
    return asked is not None and asked.stands and asked.member.left_on is None


def over_still_applies(letter: Letter) -> bool:
    asked = _of(letter)
    return asked is not None and not asked.stands and asked.member.left_on is None


def second(letter: Letter) -> Words:
    """Who asks, and where to look. Whom it is about is said on the page alone."""
    asked = _row(letter)
    where = {"collaborative": asked.collaborative.slug, "key": asked.key}
    return compose(
        letter,
        subject="Would you look at something with us?",
        template="letters/second.txt",
        to=asked.second,
        context={"asked": asked, "link": link(reverse("here:step_back", kwargs=where))},
    )


def why(letter: Letter) -> Words:
    asked = _row(letter)
    return compose(
        letter,
        subject="Please read this in a quiet minute",
        template="letters/step_back.txt",
        to=asked.member,
        context={
            "asked": asked,
            "hears": next(iter(hears_appeal(asked)), None),
            "link": _away(asked),
            "everything": link(reverse("members:everything")),
        },
    )


def over(letter: Letter) -> Words:
    asked = _row(letter)
    return compose(
        letter,
        subject="The door is open again",
        template="letters/come_back.txt",
        to=asked.member,
        context={"link": link(asked.collaborative.get_absolute_url())},
    )


def _away(asked: StepBack) -> str:
    return link(reverse("members:away", kwargs={"collaborative": asked.collaborative.slug}))


kinds.announce(SECOND, Kind(second, second_still_applies))
kinds.announce(WHY, Kind(why, why_still_applies))
kinds.announce(OVER, Kind(over, over_still_applies))
