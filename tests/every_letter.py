"""One letter of every kind, to each who could get it, as it would go: for proofs about them all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from collaborative import outbox
from collaborative.letters import Words, kinds
from collaborative.models import Letter
from members import (
    actions,
    concerns,
    helping,
    house_letters,
    incidents,
    letters,
    stepping_letters,
    taking_down,
)
from members.models import Hat, Membership
from tests.factories import HatFactory

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives

    from tests.world import World

WHO = ("member", "both", "facilitator", "coordinator")


@dataclass(frozen=True)
class Written:
    """``whose`` is a name among the world's people, or "somebody invited"."""

    kind: str
    whose: str
    letter: Letter
    words: Words

    @property
    def message(self) -> EmailMultiAlternatives:
        return outbox._message(self.letter, self.words, None)


def every_letter(world: World) -> list[Written]:
    """What can be shown is shown to four; what is posted is posted. Undo it after."""
    found = [
        Written(kind, who, letter, words)
        for who in WHO
        for kind in house_letters.ours()
        for letter, words in [_sample(world.here.people[who], kind)]
        if words is not None
    ]
    Letter.objects.filter(state="waiting").delete()
    _post(world)
    names = {person.pk: whose for whose, person in world.persons.items()}
    for letter in Letter.objects.filter(state="waiting").select_related("person").order_by("pk"):
        whose = names.get(letter.person_id, "somebody invited")
        found.append(Written(letter.kind, whose, letter, kinds[letter.kind].render(letter)))
    return found


def _sample(me: Membership, kind: str) -> tuple[Letter, Any]:
    """As ``house_letters.sample``, with the letter in hand."""
    about = (kinds[kind].sample or (lambda _: None))(me)
    letter = Letter(
        kind=kind,
        person=me.person,
        place=me.collaborative_id,
        about=about or 0,
        edition="preview",
        mark="7c9e6679-7425-40de-944b-e07fc1f90ae7",
    )
    return letter, kinds[kind].render(letter) if about is not None else None


def _post(world: World) -> None:
    here, people = world.here, world.here.people
    member, coordinator = people["member"], people["coordinator"]
    letters.post_code(member.person, code="123456")
    letters.post_keys_changed(member.person, edition="one")
    letters.post_written_in(member)
    letters.post_test(coordinator)
    house_letters.send_copy(me=coordinator, kind="reminder")
    incident = incidents.draft_of(here.collaborative)
    if incident is not None:
        incidents.send(by=coordinator, key=incident.key, version=incident.version)
    hat = HatFactory(member=member, kind=Hat.Kind.TIMEKEEPER)
    helping.end(hat=hat, by=coordinator, until=timezone.localdate() + timedelta(days=9))
    asked = here.rows["step back"]
    stepping_letters.post_second(asked)
    stepping_letters.post_why(asked)
    stepping_letters.post_over(asked)
    actions.invite(by=coordinator, address="ivy@example.org", name="Ivy")
    concerns.raise_concern(
        by=member, to=people["listening"], words="It hurt.", may_reach=True, key="bcdfghjkmp"
    )
    taking_down.take_down(by=coordinator, card=member, parts=["words"], why="It named a school.")
    new = people["facilitator"]
    Membership.objects.filter(pk=new.pk).update(
        state=Membership.State.WELCOMED, digest_upto=timezone.now()
    )
    outbox.plan("welcome", kinds["welcome"].due())  # type: ignore[misc]
