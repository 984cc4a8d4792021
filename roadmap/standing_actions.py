"""Agreeing on what we stand for: a new version, and the words of today, in one step."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from collaborative import audit, outbox
from collaborative.keys import digest
from meetings.models import Meeting
from members import erasure
from members.access import today_in
from members.models import Collaborative, Membership
from prototypes.models import Learning
from roadmap.errors import AdoptedMeanwhile, StillStands
from roadmap.models import Outcome, Statement, StatementLearning, StatementWords
from roadmap.standing import Kind, texts_of, words_today

FOR = re.compile(r"(?P<label>.*\S)\s*\(for (?P<whom>[^()]{1,40})\)")


@transaction.atomic
def adopt(
    *,
    by: Membership,
    kind: str,
    seen: int,
    words: str,
    why: str,
    easy_read: str = "",
    limit: str = "",
    adopted_on: date | None = None,
    refresh_on: date | None = None,
    meeting: Meeting | None = None,
    learnings: Iterable[Learning] = (),
) -> Statement:
    """Keep what was agreed as the next version, and let it stand. Lists come one thing a line.

    ``seen`` is the number of the version that ``by`` began from, 0 for none.
    Pressed twice, the second press finds the first.

    Raises:
        AdoptedMeanwhile: somebody else has kept another version since.
    """
    place = Collaborative.objects.select_for_update(no_key=True).get(pk=by.collaborative_id)
    adopted_on = adopted_on or today_in(place)
    texts = texts_of(words=words, easy_read=easy_read, limit=limit, why=why)
    here = Statement.objects.filter(collaborative=place, kind=kind).select_related("words")
    last = here.order_by("-n").first()
    if last and last.words.texts == texts and last.adopted_on == adopted_on:
        return last
    if (last.n if last else 0) != seen:
        raise AdoptedMeanwhile(last)
    n = last.n if last else _keep_what_stood(place, kind)
    made = keep(
        place,
        kind=kind,
        n=n + 1,
        texts=texts,
        adopted_on=adopted_on,
        refresh_on=refresh_on,
        meeting=meeting,
        learnings=learnings,
    )
    stand(place, kind=kind, words=words, limit=limit, on=adopted_on)
    audit.record(actor=by.person, verb="roadmap.adopt", target=made)
    outbox.nudge()
    return made


def keep(
    place: Collaborative,
    *,
    kind: str,
    n: int,
    texts: str,
    learnings: Iterable[Learning] = (),
    **facts: Any,
) -> Statement:
    """The rows of one version: facts for good, words beside them."""
    made = Statement.objects.create(
        collaborative=place, kind=kind, n=n, words_digest=digest(texts), **facts
    )
    StatementWords.objects.create(collaborative=place, statement=made, texts=texts)
    StatementLearning.objects.bulk_create(
        StatementLearning(collaborative=place, statement=made, learning=learning)
        for learning in learnings
    )
    return made


def _keep_what_stood(place: Collaborative, kind: str) -> int:
    """Words from before there were versions become the first, so that none is written over."""
    words = words_today(place, kind)
    is_agreement = kind == Kind.AGREEMENT
    if not words or (is_agreement and place.agreement_is_ready_text):
        return 0
    texts = texts_of(words=words, limit=place.agreement_limit if is_agreement else "")
    keep(place, kind=kind, n=1, texts=texts, adopted_on=place.agreed_on if is_agreement else None)
    return 1


def stand(place: Collaborative, *, kind: str, words: str, limit: str, on: date) -> None:
    """Write the words of today where every floor reads them."""
    lines = words.splitlines()
    if kind == Kind.OUTCOMES:
        _lead_to(place, lines, on)
        return
    if kind == Kind.MANDATE:
        return  # it stands in its versions alone
    values: dict[str, Any]
    if kind == Kind.VISION:
        values = {"vision": words}
    elif kind == Kind.VALUES:
        values = {"values": lines}
    else:
        values = {"agreement": lines, "agreement_limit": limit, "agreed_on": on}
    Collaborative.objects.filter(pk=place.pk).update(**values)


def _lead_to(place: Collaborative, lines: list[str], on: date) -> None:
    """One outcome a line, in this order. What is no line any more rests, with all that leads to it.

    A line that comes back wakes the outcome it was.
    """
    known = {o.label.casefold(): o for o in Outcome.objects.filter(collaborative=place)}
    wanted = []
    for order, line in enumerate(lines):
        told = FOR.fullmatch(line)
        label, whom = (told["label"], told["whom"]) if told else (line, "")
        outcome = known.get(label.casefold()) or Outcome(collaborative=place)
        outcome.label, outcome.for_whom, outcome.order = label, whom, order
        outcome.retired_on = None
        outcome.save()
        wanted.append(outcome.pk)
    standing = Outcome.objects.filter(collaborative=place, retired_on=None)
    standing.exclude(pk__in=wanted).update(retired_on=on)


@transaction.atomic
def strike(*, statement: Statement, by: Membership, ground: str) -> bool:
    """Take the words of an older version out for good; that it stood, and when, stays.

    Raises:
        StillStands: these are the words of today. Agree on others; then these can go.
    """
    newest = Statement.objects.filter(
        collaborative=statement.collaborative_id, kind=statement.kind
    ).order_by("-n")
    if newest.values_list("pk", flat=True).first() == statement.pk:
        raise StillStands
    return erasure.strike(statement.words, field="texts", ground=ground, by=by.person)
