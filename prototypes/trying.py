"""What people do with what they try: begin, join, say how it stands, and where it came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from collaborative import audit
from collaborative.keys import new_key
from members.access import today_in
from members.models import Collaborative, Membership
from prototypes.errors import BeforeTheIdea, ChangedMeanwhile, WouldGrowFromItself
from prototypes.models import (
    Credit,
    GrewFrom,
    Output,
    Prototype,
    PrototypeQuerySet,
    PrototypeStep,
    TeamMember,
    Theme,
)

MOST_ALIKE = 5
ALIKE = 0.35  # of 1: "tea for the queue" finds "Waiting-room tea", and not every "the"


@dataclass(frozen=True)
class From:
    """What something grew from, before it is a row."""

    prototypes: Collection[Prototype] = ()
    themes: Collection[Theme] = ()
    outputs: Collection[Output] = ()
    words: Collection[str] = ()
    how: str = GrewFrom.How.GREW
    unsure: bool = False


@transaction.atomic
def begin(*, by: Membership, key: str, name: str, came: From, **words: Any) -> Prototype:
    """A rough idea, with whoever begins it in the team. ``key`` was made with the form.

    Sent twice, it is one; other words under a used form are another one.
    """
    Collaborative.objects.select_for_update(no_key=True).get(pk=by.collaborative_id)
    known = Prototype.objects.filter(key=key).first()
    if known and (known.collaborative_id, known.name) == (by.collaborative_id, name):
        return known
    today = today_in(by.collaborative)
    begun = Prototype.objects.create(
        collaborative=by.collaborative,
        key=new_key() if known else key,
        name=name,
        started_on=today,
        state_since=today,
        **words,
    )
    _step(begun, Prototype.State.ROUGH_IDEA, today, "")
    TeamMember.objects.create(collaborative=by.collaborative, prototype=begun, member=by)
    link(begun, came)
    audit.record(actor=by.person, verb="prototype.begin", target=begun)
    return begun


def link(child: Prototype, came: From) -> None:
    """Edges to everything in ``came``; what is there already stays as it is.

    Raises:
        WouldGrowFromItself: one of the parents grew from ``child``.
    """
    own = {"collaborative_id": child.collaborative_id, "child": child, "unsure": came.unsure}
    rows = [GrewFrom(**own, parent=parent, how=came.how) for parent in came.prototypes]
    rows += [GrewFrom(**own, theme=theme) for theme in came.themes]
    rows += [GrewFrom(**own, output=output) for output in came.outputs]
    rows += [GrewFrom(**own, words=words) for words in dict.fromkeys(came.words)]
    try:
        with transaction.atomic():
            GrewFrom.objects.bulk_create(rows, ignore_conflicts=True)
    except IntegrityError as error:
        if "grow from itself" in str(error) or "grew_not_from_itself" in str(error):
            raise WouldGrowFromItself from None
        raise


@transaction.atomic
def add_ancestors(*, child: Prototype, by: Membership, came: From) -> None:
    """Say later where it came from.

    Raises:
        WouldGrowFromItself: one of them grew from this one.
    """
    link(child, came)
    audit.record(actor=by.person, verb="prototype.grew_from", target=child)


@transaction.atomic
def take_ancestor_off(*, edge: GrewFrom, by: Membership) -> None:
    """It did not grow from that after all."""
    child = edge.child
    if GrewFrom.objects.filter(pk=edge.pk).delete()[0]:
        audit.record(actor=by.person, verb="prototype.not_from", target=child)


@transaction.atomic
def change(*, prototype: Prototype, by: Membership, seen: str, **words: Any) -> Prototype:
    """Put other words. ``seen`` is the edition that the change was made from.

    Raises:
        ChangedMeanwhile: it is no longer that edition.
    """
    prototype = Prototype.objects.select_for_update().get(pk=prototype.pk)
    if prototype.edition != seen:
        raise ChangedMeanwhile
    for name, value in words.items():
        setattr(prototype, name, value)
    prototype.save(update_fields=[*words])
    audit.record(actor=by.person, verb="prototype.change", target=prototype)
    return prototype


@transaction.atomic
def stand(
    *,
    prototype: Prototype,
    by: Membership,
    state: str,
    on: date,
    why: str = "",
    waiting_for: str = "",
    wake_on: date | None = None,
    became: str = "",
    became_link: str = "",
) -> Prototype:
    """Say how it stands from that day on; sent twice, it is said once.

    A day between two earlier changes goes into its story and leaves the
    present as it is.

    Raises:
        BeforeTheIdea: on that day nobody had had the idea yet.
    """
    prototype = Prototype.objects.select_for_update().get(pk=prototype.pk)
    if on < prototype.started_on:
        raise BeforeTheIdea
    if PrototypeStep.objects.filter(prototype=prototype, state=state, on=on, why=why).exists():
        return prototype
    _step(prototype, state, on, why)
    if on >= prototype.state_since:
        parked, everyday = state == Prototype.State.PARKED, state == Prototype.State.EVERYDAY
        prototype.state, prototype.state_since, prototype.why = state, on, why
        prototype.waiting_for = waiting_for if parked else ""
        prototype.wake_on = wake_on if parked else None
        prototype.became = became if everyday else ""
        prototype.became_link = became_link if everyday else ""
        prototype.save()
    audit.record(actor=by.person, verb="prototype.stand", target=prototype)
    return prototype


def _step(prototype: Prototype, state: str, on: date, why: str) -> None:
    PrototypeStep.objects.create(
        collaborative_id=prototype.collaborative_id,
        prototype=prototype,
        state=state,
        on=on,
        why=why,
    )


@transaction.atomic
def join(*, prototype: Prototype, by: Membership) -> None:
    """Try it, too."""
    _, new = TeamMember.objects.get_or_create(
        prototype=prototype, member=by, defaults={"collaborative": by.collaborative}
    )
    if new:
        audit.record(actor=by.person, verb="prototype.join", target=prototype)


@transaction.atomic
def step_out(*, prototype: Prototype, by: Membership) -> None:
    """Anyone may, the last one too: then it waits for somebody."""
    if TeamMember.objects.filter(prototype=prototype, member=by).delete()[0]:
        audit.record(actor=by.person, verb="prototype.step_out", target=prototype)


@transaction.atomic
def name_me(*, prototype: Prototype, by: Membership, named: bool) -> None:
    """Whoever had a hand in it may wish to be named with it, and may take that back."""
    if not named:
        if Credit.objects.filter(prototype=prototype, member=by).delete()[0]:
            audit.record(actor=by.person, verb="prototype.unname", target=prototype)
        return
    _, new = Credit.objects.get_or_create(
        prototype=prototype, member=by, defaults={"collaborative": by.collaborative}
    )
    if new:
        audit.record(actor=by.person, verb="prototype.name", target=prototype)


def alike(rows: PrototypeQuerySet, words: str, *, but: Iterable[int] = ()) -> PrototypeQuerySet:
    """Those that say something like it, the most alike first; let go and parked ones too.

    By shared runs of three letters (pg_trgm), in whichever order the words come.
    """
    near = Greatest(
        *(TrigramWordSimilarity(words, said) for said in ("name", "question", "how_small"))
    )
    found = rows.exclude(pk__in=[*but]).annotate(near=near).filter(near__gte=ALIKE)
    return found.order_by(F("near").desc(), "key")[:MOST_ALIKE]
