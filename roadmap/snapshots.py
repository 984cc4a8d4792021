"""Freezing the board: what stood where on a day, sealed; looked at again, and compared."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from collaborative import audit
from collaborative.keys import digest, new_key
from meetings.models import Meeting
from members import erasure
from members.access import today_in
from members.models import Collaborative, Membership
from roadmap.days import end_of
from roadmap.horizons import Named, horizons, is_back
from roadmap.models import RoadmapItem, Snapshot, SnapshotWords

TEXTS = ("title", "next_step", "carried_by", "waiting_for")  # the words of a card, in this order


def seal_of(label: str, as_at: date, facts: str) -> str:
    """The hash over a whole snapshot; the facts hold a digest of each card's words."""
    return digest(json.dumps([label, as_at.isoformat(), facts]))


def texts_of(item: RoadmapItem) -> str:
    return json.dumps([getattr(item, name) for name in TEXTS], ensure_ascii=False)


def facts_of(collaborative: Collaborative, as_at: date) -> tuple[str, dict[int, str]]:
    """What stood where at the end of that day, and what each card says, by number.

    How a thing stood is known of today alone; of an earlier day only where.
    """
    is_today = as_at == today_in(collaborative)
    items = RoadmapItem.objects.filter(collaborative=collaborative, added_on__lte=as_at)
    rows: list[dict[str, Any]] = []
    words: dict[int, str] = {}
    for item in items.stood_in(end_of(as_at, collaborative)).in_order():
        words[item.number] = texts_of(item)
        rows.append(
            {
                "key": item.key,
                "number": item.number,
                "horizon": item.stood,  # type: ignore[attr-defined]  # annotated
                "state": str(item.state) if is_today else "",
                "words": digest(words[item.number]),
            }
        )
    called = {horizon.value: horizon.word for horizon in horizons(collaborative)}
    return json.dumps({"horizons": called, "items": rows}, sort_keys=True), words


@transaction.atomic
def freeze(
    *, by: Membership, label: str, as_at: date, meeting: Meeting | None = None, key: str = ""
) -> Snapshot:
    """Keep the board as it stood at the end of that day, for good.

    ``key`` was made with the form: pressed twice, the second press finds the first.
    """
    here = by.collaborative
    Collaborative.objects.select_for_update(no_key=True).get(pk=here.pk)
    already = Snapshot.objects.filter(key=key, collaborative=here, label=label, as_at=as_at).first()
    if key and already:
        return already
    snapshot = keep(here, label=label, as_at=as_at, meeting=meeting, key=key)
    audit.record(actor=by.person, verb="roadmap.freeze", target=snapshot)
    return snapshot


def keep(
    here: Collaborative, *, label: str, as_at: date, meeting: Meeting | None, key: str = ""
) -> Snapshot:
    """The rows of a snapshot: facts sealed, words beside them."""
    facts, words = facts_of(here, as_at)
    taken = bool(key) and Snapshot.objects.filter(key=key).exists()
    snapshot = Snapshot.objects.create(
        collaborative=here,
        key=new_key() if taken or not key else key,
        label=label,
        as_at=as_at,
        meeting=meeting,
        facts=facts,
        seal=seal_of(label, as_at, facts),
    )
    SnapshotWords.objects.bulk_create(
        SnapshotWords(collaborative=here, snapshot=snapshot, number=number, texts=texts)
        for number, texts in words.items()
    )
    return snapshot


@transaction.atomic
def strike(*, words: SnapshotWords, by: Membership, ground: str) -> bool:
    """Take what one card said out of a snapshot; that it stood there stays, and verifies."""
    return erasure.strike(words, field="texts", ground=ground, by=by.person)


@dataclass(frozen=True)
class Card:
    """One item as it stood: its words, or nothing where they were struck or changed."""

    key: str
    number: int
    horizon: str
    state: str
    title: str = ""
    next_step: str = ""
    carried_by: str = ""
    waiting_for: str = ""
    struck: SnapshotWords | None = None
    true: bool = True

    @property
    def said(self) -> tuple[str, str, str, str]:
        return self.title, self.next_step, self.carried_by, self.waiting_for

    @property
    def called(self) -> str:
        return self.title or f"Number {self.number}"

    @property
    def state_words(self) -> str:
        known = dict(RoadmapItem.State.choices)
        return str(known.get(self.state, ""))


@dataclass(frozen=True)
class Opened:
    """A snapshot as it reads today. ``true`` says that nobody has altered a letter of it."""

    snapshot: Snapshot
    cards: list[Card] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)  # what the horizons were called
    true: bool = True

    def mats(self) -> list[tuple[Named, list[Card]]]:
        called = horizons(self.snapshot.collaborative)
        return [
            (
                Named(h.value, self.words.get(h.value, h.word), h.means),
                [card for card in self.cards if card.horizon == h.value],
            )
            for h in called
        ]


def opened(snapshot: Snapshot) -> Opened:
    """Read it, and check its seal and each card against the digest in the facts."""
    true = snapshot.seal == seal_of(snapshot.label, snapshot.as_at, snapshot.facts)
    try:
        facts = json.loads(snapshot.facts)
        rows, called = list(facts["items"]), dict(facts["horizons"])
        words = {row.number: row for row in snapshot.words.all()}
        cards = [_card(row, words.pop(row["number"], None)) for row in rows]
    except (ValueError, KeyError, TypeError):
        return Opened(snapshot, true=False)
    whole = true and not words and all(card.true for card in cards)
    return Opened(snapshot, cards, called, whole)


def _card(row: dict[str, Any], words: SnapshotWords | None) -> Card:
    facts = {name: row[name] for name in ("key", "number", "horizon", "state")}
    if words is None:
        return Card(**facts, true=False)
    if words.struck_at:
        return Card(**facts, struck=words)
    true = digest(words.texts) == row["words"]
    try:
        said = dict(zip(TEXTS, json.loads(words.texts), strict=True))
    except ValueError:
        return Card(**facts, true=False)
    return Card(**facts, **said, true=true)


@dataclass(frozen=True)
class Difference:
    """Between an earlier snapshot and a later one: pairs of a card then and after."""

    came: list[Card]
    went: list[Card]
    moved: list[tuple[Card, Card, bool]]  # and whether it went back
    changed: list[tuple[Card, Card]]

    @property
    def none(self) -> bool:
        return not (self.came or self.went or self.moved or self.changed)


def compare(before: Opened, after: Opened) -> Difference:
    """What came, what went, what moved, and what says something else."""
    then = {card.key: card for card in before.cards}
    now = {card.key: card for card in after.cards}
    both = [(then[key], now[key]) for key in then if key in now]
    return Difference(
        came=[card for key, card in now.items() if key not in then],
        went=[card for key, card in then.items() if key not in now],
        moved=[
            (old, new, is_back(old.horizon, new.horizon))
            for old, new in both
            if old.horizon != new.horizon
        ],
        changed=[
            (old, new)
            for old, new in both
            if not (old.struck or new.struck)
            and (old.said != new.said or (old.state and new.state and old.state != new.state))
        ],
    )


def snapshots_here(me: Membership) -> list[Snapshot]:
    """All of the viewer's place, newest first, with their words."""
    rows = Snapshot.objects.filter(collaborative=me.collaborative_id).prefetch_related(
        Prefetch("words", queryset=SnapshotWords.objects.order_by("number"))
    )
    found = list(rows)
    for snapshot in found:
        snapshot.collaborative = me.collaborative
    return found
