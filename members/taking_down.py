"""Taking somebody else's words or photo off their card, when they hurt.

Whoever looks after the place may do it alone, because nothing is lost that
could not be written again, and nobody has to wait. The person is told why,
and by whom they can have it looked at again. No mark stays on the card; what
was done is noted, never the words.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from members import photos
from members.composing import compose, link, twin
from members.errors import NotTheirs
from members.models import Membership
from members.pasted import NO_NAME

TAKEN = "taken down"
LASTS = timedelta(days=30)


class Part(models.TextChoices):
    WORDS = "words", "The lines on their card"
    PHOTO = "photo", "Their photo"
    NAME = "name", f"Their name; until they choose another, they are “{NO_NAME}”"


SAID = {
    Part.WORDS: "the lines on your card",
    Part.PHOTO: "your photo",
    Part.NAME: "the name on your card",
}


@transaction.atomic
def take_down(*, by: Membership, card: Membership, parts: list[str], why: str) -> bool:
    """Take these parts off, and tell the person why; False where no letter can tell them.

    Raises:
        NotTheirs: it is one's own card, or of somebody who is not here.
    """
    found = Membership.objects.select_for_update(of=("self",)).select_related("person", "photo")
    card = found.get(pk=card.pk)
    elsewhere = card.collaborative_id != by.collaborative_id
    if elsewhere or card.pk == by.pk or card.state in Membership.GONE:
        raise NotTheirs
    if Part.WORDS in parts:
        card.brings_me_here = card.ask_me_about = card.i_like = ""
        card.gladly = []
    if Part.NAME in parts:
        card.chosen_name = NO_NAME
    card.save(update_fields=["brings_me_here", "ask_me_about", "i_like", "gladly", "chosen_name"])
    if Part.PHOTO in parts:
        photos.take_off(card)
    audit.record(actor=by.person, verb="member.take_down", target=card)
    return _tell(card, [SAID[Part(part)] for part in parts], why)


def _tell(card: Membership, parts: list[str], why: str) -> bool:
    if card.person.email is None:
        return False
    change = reverse("members:card", kwargs={"collaborative": card.collaborative.slug})
    words = compose(
        Letter(kind=TAKEN, person=card.person),
        subject="Something on your card was taken off",
        template="letters/taken_down.txt",
        to=card,
        context={"parts": parts, "why": why, "link": link(change)},
    )
    outbox.post(
        kind=TAKEN,
        person=card.person,
        words=words,
        edition=uuid4().hex,
        not_after=timezone.now() + LASTS,
        place=card.collaborative_id,
    )
    return True


def _card(letter: Letter) -> Membership | None:
    cards = Membership.objects.current().filter(person=letter.person, collaborative=letter.place)
    return cards.select_related("collaborative").first()


def still_applies(letter: Letter) -> bool:
    """Not to somebody who has left since."""
    return _card(letter) is not None


def written(letter: Letter) -> Words:
    return twin(letter, to=_card(letter))


kinds.announce(TAKEN, Kind(written, still_applies))
