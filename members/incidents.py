"""Something went wrong with what we keep about people: one letter to everybody, at once, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, F, Value
from django.utils import timezone

from collaborative import audit, outbox
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from members.composing import compose
from members.errors import Changed
from members.models import Collaborative, Incident, Membership
from members.models.membership import MembershipQuerySet

INCIDENT = "incident"
LASTS = timedelta(days=30)


@dataclass(frozen=True)
class Said:
    happened: str
    we_do: str
    whom_to_ring: str
    you_can: str = ""


def draft_of(place: Collaborative) -> Incident | None:
    return Incident.objects.filter(collaborative=place, sent_at=None).first()


@transaction.atomic
def keep_draft(*, by: Membership, said: Said, version: int) -> Incident:
    """Keep what was typed; ``version`` is the draft that the page was made of, 0 for none.

    Raises:
        Changed: another draft was kept meanwhile.
    """
    place = Collaborative.objects.select_for_update().get(pk=by.collaborative_id)
    draft = draft_of(place) or Incident(collaborative=place, version=0)
    if Said(**{name: getattr(draft, name) for name in Said.__dataclass_fields__}) == said:
        return draft
    if draft.version != version:
        raise Changed(draft)
    for name in Said.__dataclass_fields__:
        setattr(draft, name, getattr(said, name))
    draft.version += 1
    draft.save()
    audit.record(actor=by.person, verb="incident.draft", target=draft)
    return draft


def concerned(place: Collaborative) -> MembershipQuerySet:
    """Everybody whose data we hold: who rests, who was invited, who is asked to step back.

    Not who left or is remembered: nothing by which to reach them is left.
    """
    return Membership.objects.filter(collaborative=place, left_on=None, person__is_active=True)


def by_letter(place: Collaborative) -> MembershipQuerySet:
    return concerned(place).filter(person__email__isnull=False)


@transaction.atomic
def send(*, by: Membership, key: str, version: int) -> bool:
    """Send the draft that was read over; False when it has gone already. However often pressed.

    Raises:
        Changed: it is no longer the text that was read.
    """
    now = timezone.now()
    mine = Incident.objects.filter(collaborative=by.collaborative_id, key=key)
    if mine.filter(sent_at=None, version=version).update(sent_at=now) != 1:
        if mine.filter(sent_at__isnull=False).exists():
            return False
        raise Changed(mine.first())
    incident = mine.get()
    letters = by_letter(by.collaborative).annotate(
        about=Value(incident.pk),
        edition=Value("", output_field=CharField()),
        not_before=Value(now),
        not_after=Value(now + LASTS),
    )
    outbox.plan(INCIDENT, letters)
    audit.record(actor=by.person, verb="incident.send", target=incident)
    outbox.nudge()
    return True


def last_sent(place: Collaborative) -> Incident | None:
    sent = Incident.objects.filter(collaborative=place, sent_at__isnull=False)
    return sent.order_by(F("sent_at").desc()).first()


def _reader(letter: Letter) -> tuple[Incident, Membership] | None:
    incident = Incident.objects.filter(pk=letter.about).select_related("collaborative").first()
    if incident is None:
        return None
    cards = concerned(incident.collaborative).select_related("collaborative")
    card = cards.filter(person=letter.person_id).first()
    return (incident, card) if card else None


def still_applies(letter: Letter) -> bool:
    return _reader(letter) is not None


def written(letter: Letter) -> Words:
    found = _reader(letter)
    if found is None:
        raise Incident.DoesNotExist
    incident, card = found
    return words_for(letter, incident, card)


def words_for(letter: Letter, incident: Incident, card: Membership) -> Words:
    """The very letter, for whoever reads it over too."""
    return compose(
        letter,
        subject="Please read this: something went wrong",
        template="letters/incident.txt",
        to=card,
        context={"incident": incident},
    )


kinds.announce(INCIDENT, Kind(written, still_applies))
