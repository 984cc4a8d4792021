"""Evidence beside what we try, and small things that belong together."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction

from collaborative import audit
from collaborative.keys import new_key
from members.access import today_in
from members.models import Collaborative, Membership
from prototypes.errors import ChangedMeanwhile, NameIsTaken
from prototypes.models import EvidenceCard, EvidenceFor, Prototype, ServiceModel


@transaction.atomic
def bring(
    *, by: Membership, key: str, speaks_of: Collection[Prototype] = (), **words: Any
) -> EvidenceCard:
    """A card with what others measured. ``key``: sent twice, it is one."""
    row, new = EvidenceCard.objects.get_or_create(
        key=key,
        collaborative=by.collaborative,
        defaults={**words, "pinned_on": today_in(by.collaborative)},
    )
    if new:
        tie(card=row, by=by, speaks_of=speaks_of)
        audit.record(actor=by.person, verb="evidence.bring", target=row)
    return row


@transaction.atomic
def change(*, card: EvidenceCard, by: Membership, seen: str, **words: Any) -> EvidenceCard:
    """Put it right.

    Raises:
        ChangedMeanwhile: it is no longer the edition ``seen``.
    """
    card = EvidenceCard.objects.select_for_update().get(pk=card.pk)
    if card.edition != seen:
        raise ChangedMeanwhile
    for name, value in words.items():
        setattr(card, name, value)
    card.save(update_fields=[*words])
    audit.record(actor=by.person, verb="evidence.change", target=card)
    return card


@transaction.atomic
def tie(*, card: EvidenceCard, by: Membership, speaks_of: Collection[Prototype]) -> None:
    """It speaks of these, too."""
    EvidenceFor.objects.bulk_create(
        (
            EvidenceFor(collaborative_id=card.collaborative_id, card=card, prototype=row)
            for row in speaks_of
        ),
        ignore_conflicts=True,
    )
    if speaks_of:
        audit.record(actor=by.person, verb="evidence.tie", target=card)


@transaction.atomic
def untie(*, card: EvidenceCard, by: Membership, prototype: Prototype) -> None:
    """It does not speak of that after all."""
    if EvidenceFor.objects.filter(card=card, prototype=prototype).delete()[0]:
        audit.record(actor=by.person, verb="evidence.untie", target=card)


@transaction.atomic
def put_together(
    *, by: Membership, key: str, parts: Collection[Prototype] = (), **words: Any
) -> ServiceModel:
    """Small things under one name. ``key``: sent twice, it is one.

    Raises:
        NameIsTaken: something else is called that.
    """
    Collaborative.objects.select_for_update(no_key=True).get(pk=by.collaborative_id)
    here = ServiceModel.objects.filter(collaborative=by.collaborative_id)
    known = here.filter(key=key).first()
    if known and known.name == words["name"]:
        return known
    if here.filter(name=words["name"]).exists():
        raise NameIsTaken
    taken = ServiceModel.objects.filter(key=key).exists()
    row = ServiceModel.objects.create(
        collaborative=by.collaborative, key=new_key() if taken else key, **words
    )
    add_parts(model=row, by=by, parts=parts)
    audit.record(actor=by.person, verb="service_model.make", target=row)
    return row


@transaction.atomic
def change_whole(*, model: ServiceModel, by: Membership, seen: str, **words: Any) -> ServiceModel:
    """Other words for it.

    Raises:
        ChangedMeanwhile: it is no longer the edition ``seen``.
        NameIsTaken: something else is called that.
    """
    model = ServiceModel.objects.select_for_update().get(pk=model.pk)
    if model.edition != seen:
        raise ChangedMeanwhile
    for name, value in words.items():
        setattr(model, name, value)
    try:
        with transaction.atomic():
            model.save(update_fields=[*words])
    except IntegrityError:
        raise NameIsTaken from None
    audit.record(actor=by.person, verb="service_model.change", target=model)
    return model


@transaction.atomic
def add_parts(*, model: ServiceModel, by: Membership, parts: Collection[Prototype]) -> None:
    """These belong to it, instead of to what they belonged to."""
    if Prototype.objects.filter(pk__in=[row.pk for row in parts]).update(part_of=model):
        audit.record(actor=by.person, verb="service_model.add", target=model)


@transaction.atomic
def take_part_off(*, model: ServiceModel, by: Membership, prototype: Prototype) -> None:
    """It stands by itself again."""
    if Prototype.objects.filter(pk=prototype.pk, part_of=model).update(part_of=None):
        audit.record(actor=by.person, verb="service_model.take_off", target=model)
