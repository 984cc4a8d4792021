"""What people do with cycles and learnings: tell, change, and choose what the room hears."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from collaborative import audit
from collaborative.keys import new_key
from members.access import today_in
from members.models import Membership
from prototypes.errors import BeforeTheIdea, ChangedMeanwhile
from prototypes.models import Learning, LearningEvidence, Prototype, TestCycle


@transaction.atomic
def tell_cycle(
    *, prototype: Prototype, by: Membership, key: str, from_on: date, **words: Any
) -> TestCycle:
    """A new cycle, planned or over already. ``key`` was made with the form: sent twice, it is one.

    Raises:
        BeforeTheIdea: it would have begun before the idea was there.
    """
    prototype = Prototype.objects.select_for_update().get(pk=prototype.pk)
    if from_on < prototype.started_on:
        raise BeforeTheIdea
    known = TestCycle.objects.filter(key=key).first()
    if known and known.prototype_id == prototype.pk:
        return known
    last = TestCycle.objects.filter(prototype=prototype).aggregate(last=Max("n"))["last"] or 0
    cycle = TestCycle.objects.create(
        collaborative_id=prototype.collaborative_id,
        prototype=prototype,
        key=new_key() if known else key,
        n=last + 1,
        from_on=from_on,
        told_on=today_in(by.collaborative) if words.get("happened") else None,
        **words,
    )
    audit.record(actor=by.person, verb="cycle.tell", target=cycle)
    return cycle


@transaction.atomic
def change_cycle(
    *, cycle: TestCycle, by: Membership, seen: str, from_on: date, **words: Any
) -> TestCycle:
    """Say what happened, or put it right. ``seen`` is the edition that it was made from.

    Raises:
        BeforeTheIdea: it would have begun before the idea was there.
        ChangedMeanwhile: it is no longer that edition.
    """
    found = TestCycle.objects.select_for_update(of=("self",)).select_related("prototype")
    cycle = found.get(pk=cycle.pk)
    if cycle.edition != seen:
        raise ChangedMeanwhile
    if from_on < cycle.prototype.started_on:
        raise BeforeTheIdea
    for name, value in words.items():
        setattr(cycle, name, value)
    cycle.from_on = from_on
    if not cycle.happened:
        cycle.told_on = None
    elif cycle.told_on is None:
        cycle.told_on = today_in(by.collaborative)
    cycle.save()
    audit.record(actor=by.person, verb="cycle.change", target=cycle)
    return cycle


@transaction.atomic
def tell_learning(
    *,
    prototype: Prototype,
    by: Membership,
    key: str,
    cycles: Collection[TestCycle] = (),
    **words: Any,
) -> Learning:
    """Something learned. ``key`` was made with the form: sent twice, it is one."""
    Prototype.objects.select_for_update().get(pk=prototype.pk)
    known = Learning.objects.filter(key=key).first()
    if known and known.prototype_id == prototype.pk:
        return known
    learning = Learning.objects.create(
        collaborative_id=prototype.collaborative_id,
        prototype=prototype,
        key=new_key() if known else key,
        learned_on=today_in(by.collaborative),
        **words,
    )
    _stands_on(learning, cycles)
    audit.record(actor=by.person, verb="learning.tell", target=learning)
    return learning


@transaction.atomic
def change_learning(
    *, learning: Learning, by: Membership, seen: str, cycles: Collection[TestCycle], **words: Any
) -> Learning:
    """Other words.

    Raises:
        ChangedMeanwhile: it is no longer the edition ``seen``.
    """
    learning = Learning.objects.select_for_update().get(pk=learning.pk)
    if learning.edition != seen:
        raise ChangedMeanwhile
    for name, value in words.items():
        setattr(learning, name, value)
    learning.save()
    _stands_on(learning, cycles)
    audit.record(actor=by.person, verb="learning.change", target=learning)
    return learning


def _stands_on(learning: Learning, cycles: Collection[TestCycle]) -> None:
    LearningEvidence.objects.filter(learning=learning).exclude(cycle__in=cycles).delete()
    LearningEvidence.objects.bulk_create(
        (
            LearningEvidence(
                collaborative_id=learning.collaborative_id, learning=learning, cycle=cycle
            )
            for cycle in cycles
        ),
        ignore_conflicts=True,
    )
