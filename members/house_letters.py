"""Letters as whoever looks after a place sees them: how many, never to whom; and its own words.

To whom one did not get through is said by name, so that somebody can ask them;
never by address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.html import strip_tags

from collaborative import audit, outbox
from collaborative.folding import fold, folded
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from collaborative.trouble import WORDS
from members.composing import twin
from members.models import Collaborative, LetterWords, Membership

COPY = "copy"
WEEK = timedelta(days=7)
LOOK_BACK = timedelta(days=28)
MOST_NAMED = 40
COPY_LASTS = timedelta(hours=1)
TELLS = Path(__file__).parent / "guard" / "words" / "telling.txt"


def ours() -> dict[str, Kind]:
    """The kinds that a place may put into its own words, and pause."""
    return {name: kind for name, kind in kinds.items() if kind.sample is not None}


def slug_of(name: str) -> str:
    return name.replace(" ", "-")


def named(slug: str) -> str | None:
    """The kind behind a word of an address."""
    return next((name for name in ours() if slug_of(name) == slug), None)


@dataclass(frozen=True)
class Line:
    """One kind: how many went lately, and how many will go within a week."""

    slug: str
    says: str
    went: int
    will_go: int
    paused: bool


@dataclass(frozen=True)
class Stuck:
    """Somebody whom a letter did not reach, and why in plain words."""

    name: str
    why: str


def overview(place: Collaborative) -> list[Line]:
    """Every kind with its numbers; two queries."""
    now = timezone.now()
    went = Q(state=Letter.State.SENT, sent_at__gte=now - LOOK_BACK)
    waits = Q(state=Letter.State.WAITING, not_before__lt=now + WEEK)
    here = Letter.objects.filter(went | waits, place=place.pk)
    counted = {
        row["kind"]: row
        for row in here.values("kind").annotate(
            went=Count("pk", filter=went), will_go=Count("pk", filter=waits)
        )
    }
    own = {words.kind: words for words in LetterWords.objects.filter(collaborative=place)}
    nothing: dict[str, Any] = {"went": 0, "will_go": 0}
    return [
        Line(
            slug=slug_of(name),
            says=kind.says,
            went=counted.get(name, nothing)["went"],
            will_go=counted.get(name, nothing)["will_go"],
            paused=name in own and own[name].paused,
        )
        for name, kind in ours().items()
    ]


@dataclass(frozen=True)
class Others:
    """Letters of the moment, such as invitations: how many went lately, wait, were refused."""

    went: int
    wait: int
    refused: int


def others(place: Collaborative) -> Others:
    """What went and waits beside the kinds of ``overview``; one query."""
    now = timezone.now()
    here = Letter.objects.filter(place=place.pk).exclude(kind__in=ours())
    return Others(
        **here.aggregate(
            went=Count("pk", filter=Q(state=Letter.State.SENT, sent_at__gte=now - LOOK_BACK)),
            wait=Count("pk", filter=Q(state=Letter.State.WAITING)),
            refused=Count(
                "pk", filter=Q(state=Letter.State.REFUSED, not_before__gte=now - LOOK_BACK)
            ),
        )
    )


def not_reached(place: Collaborative) -> list[Stuck]:
    """Whom letters did not reach in the last weeks, by name; one query."""
    now = timezone.now()
    refused = Q(state=Letter.State.REFUSED, not_before__gte=now - LOOK_BACK)
    tried = Q(state=Letter.State.WAITING, attempts__gt=1)
    letters = Letter.objects.filter(refused | tried, place=place.pk)
    by_person: dict[int, str] = dict(letters.order_by("pk").values_list("person", "trouble"))
    people = Membership.objects.current().filter(collaborative=place, person__in=by_person)
    by_name = people.alias(name=folded("chosen_name")).order_by("name", "key")[:MOST_NAMED]
    return [
        Stuck(card.chosen_name, WORDS.get(by_person[card.person_id], WORDS["refused"]))
        for card in by_name
    ]


def words_of(place: Collaborative, kind: str) -> LetterWords:
    """What stands there, or an empty one that is not kept yet."""
    found = LetterWords.objects.filter(collaborative=place, kind=kind).first()
    return found or LetterWords(collaborative=place, kind=kind)


@transaction.atomic
def keep_words(*, me: Membership, kind: str, subject: str, beginning: str) -> None:
    """Our own words from now on; empty ones are the ready ones again."""
    words, _ = LetterWords.objects.update_or_create(
        collaborative=me.collaborative,
        kind=kind,
        defaults={"subject": subject, "beginning": beginning},
    )
    audit.record(actor=me.person, verb="letters.words", target=words)


@transaction.atomic
def pause(*, me: Membership, kind: str, paused: bool) -> None:
    """Hold all letters of a kind back, or let them go again if it is not too late for them."""
    words, _ = LetterWords.objects.update_or_create(
        collaborative=me.collaborative, kind=kind, defaults={"paused": paused}
    )
    verb = "letters.pause" if paused else "letters.go_on"
    audit.record(actor=me.person, verb=verb, target=words)
    if not paused:
        waiting = Letter.objects.filter(
            kind=kind, place=me.collaborative_id, state=Letter.State.WAITING
        )
        waiting.filter(attempts=0).update(not_before=timezone.now())
        outbox.nudge()


def sample(me: Membership, kind: str, tried: LetterWords | None = None) -> Words | None:
    """The letter as it would come to ``me``; None while there is nothing to write of.

    ``tried``: with words that are not kept yet.
    """
    found = kinds[kind]
    about = found.sample(me) if found.sample else None
    if about is None:
        return None
    letter = Letter(
        kind=kind, person=me.person, place=me.collaborative_id, about=about, edition="preview"
    )
    letter.tried = tried  # type: ignore[attr-defined]  # no column: it lasts for a look
    letter.card = me  # type: ignore[attr-defined]  # nor this
    return found.render(letter)


@transaction.atomic
def send_copy(*, me: Membership, kind: str) -> bool:
    """The same, by post, to whoever asks; False while there is nothing to write of."""
    words = sample(me, kind)
    if words is None:
        return False
    outbox.post(
        kind=COPY,
        person=me.person,
        words=words,
        edition=f"{kind}:{timezone.now():%Y%m%d%H%M%S}"[:40],
        not_after=timezone.now() + COPY_LASTS,
        place=me.collaborative_id,
    )
    audit.record(actor=me.person, verb="letters.copy", target=me.collaborative)
    return True


def _as_posted(letter: Letter) -> Words:
    card = Membership.objects.current().filter(person=letter.person_id, collaborative=letter.place)
    return twin(letter, to=card.select_related("collaborative").first())


kinds.announce(COPY, Kind(_as_posted, lambda letter: True))


def tells(subject: str) -> bool:
    """Whether a subject says on a locked screen what nobody else should read there."""
    listed = [line.strip() for line in TELLS.read_text().splitlines() if line.strip()]
    words = fold(strip_tags(subject))
    return any(re.search(rf"\b{re.escape(fold(each))}", words) for each in listed)
