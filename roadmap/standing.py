"""What we stand for, to read: the words of today, how they came about, when we look again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery

from collaborative.clock import say_date
from collaborative.keys import digest
from meetings.differences import Piece, difference
from meetings.models import Meeting
from members.models import Collaborative, Membership
from prototypes.models import Learning
from roadmap.models import Outcome, RoadmapItem, Statement, StatementLearning

Kind = Statement.Kind
TEXTS = ("words", "easy_read", "limit", "why")  # in this order; lists one thing a line

# The newest vision's day to be looked at again, for ``enter``: no query of its own.
LOOK_AGAIN = {
    "look_again": Subquery(
        Statement.objects.filter(collaborative=OuterRef("collaborative"), kind=Kind.VISION)
        .order_by("-n")
        .values("refresh_on")[:1]
    )
}


def texts_of(**texts: str) -> str:
    return json.dumps([texts.get(name, "") for name in TEXTS], ensure_ascii=False)


def words_today(place: Collaborative, kind: str) -> str:
    """What stands in the collaborative's own row; of outcomes, what stands in theirs."""
    if kind == Kind.VISION:
        return place.vision
    if kind == Kind.OUTCOMES:
        return "\n".join(outcome.line for outcome in outcomes_today(place))
    if kind == Kind.MANDATE:
        return _newest(place, kind)
    return "\n".join(place.values if kind == Kind.VALUES else place.agreement)


def _newest(place: Collaborative, kind: str) -> str:
    """Of what stands in no row of its own, the words of the newest version."""
    here = Statement.objects.filter(collaborative=place, kind=kind).select_related("words")
    row = here.order_by("-n").first()
    return _read(row).words if row else ""


def outcomes_today(place: Collaborative) -> list[Outcome]:
    return list(Outcome.objects.filter(collaborative=place, retired_on=None))


@dataclass(frozen=True)
class Version:
    """One version as it reads: its texts, or nothing where they were struck out."""

    statement: Statement
    words: str = ""
    easy_read: str = ""
    limit: str = ""
    why: str = ""
    struck: Any = None  # its StatementWords, once they are
    changed: list[list[Piece]] = field(default_factory=list)  # from the version before

    @property
    def lines(self) -> list[str]:
        return self.words.splitlines()

    @property
    def meeting(self) -> Meeting | None:
        """Where it was agreed, if that is a meeting everybody may know of."""
        meeting = self.statement.meeting
        return None if meeting and meeting.state == Meeting.State.DRAFT else meeting

    @property
    def learnings(self) -> list[Learning]:
        return [row.learning for row in self.statement.came_from.all()]


def versions(me: Membership, kind: str = "") -> list[Version]:
    """All of the viewer's place, newest first within each kind; two queries."""
    learned = StatementLearning.objects.select_related("learning__prototype__collaborative")
    rows = (
        Statement.objects.filter(collaborative=me.collaborative_id)
        .select_related("words", "meeting__collaborative")
        .prefetch_related(Prefetch("came_from", queryset=learned.order_by("pk")))
        .order_by("kind", "-n")
    )
    found = [_read(row) for row in (rows.filter(kind=kind) if kind else rows)]
    for version in found:
        version.statement.collaborative = me.collaborative
    return [_compared(version, _before(version, found)) for version in found]


def _read(row: Statement) -> Version:
    if row.words.struck_at:
        return Version(row, struck=row.words)
    return Version(row, **dict(zip(TEXTS, json.loads(row.words.texts), strict=True)))


def _before(version: Version, among: Iterable[Version]) -> Version | None:
    wanted = (version.statement.kind, version.statement.n - 1)
    return next((v for v in among if (v.statement.kind, v.statement.n) == wanted), None)


def _compared(version: Version, before: Version | None) -> Version:
    if before is None or before.struck or version.struck:
        return version
    changed = difference(before.words, version.words)
    return Version(**{**vars(version), "changed": changed})


@dataclass(frozen=True)
class Part:
    """One of the four, as it stands today."""

    kind: str
    title: str
    lines: list[str]
    limit: str = ""
    version: Version | None = None
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def value(self) -> str:
        return str(self.kind)

    def due(self, today: date) -> bool:
        """Whether the day has come on which we wished to look at it again."""
        again = self.version.statement.refresh_on if self.version else None
        return again is not None and again <= today


def parts(me: Membership) -> list[Part]:
    """All four, each with its newest version if one was kept; three queries."""
    newest = {v.statement.kind: v for v in reversed(versions(me))}
    outcomes = outcomes_led_to(me)
    place = me.collaborative
    return [
        Part(
            kind=kind,
            title=str(kind.label),
            lines=_lines(place, kind, newest.get(kind)),
            limit=place.agreement_limit if kind == Kind.AGREEMENT else "",
            version=newest.get(kind),
            outcomes=outcomes if kind == Kind.OUTCOMES else [],
        )
        for kind in Kind
    ]


def _lines(place: Collaborative, kind: str, version: Version | None) -> list[str]:
    if kind == Kind.OUTCOMES:
        return []
    if kind == Kind.MANDATE:
        return version.lines if version else []
    return words_today(place, kind).splitlines()


def outcomes_led_to(me: Membership) -> list[Outcome]:
    """Outcomes of today, with ``many`` items that lead to each and how many ``arrived``."""
    arrived = Q(items__item__state=RoadmapItem.State.ARRIVED)
    rows = Outcome.objects.filter(collaborative=me.collaborative_id, retired_on=None)
    return list(
        rows.annotate(many=Count("items"), arrived=Count("items", filter=arrived)).order_by(
            "order", "pk"
        )
    )


def stood_on(place: Collaborative, day: date) -> dict[str, Version]:
    """The version of each kind that stood at the end of a day, for reports; one query."""
    rows = (
        Statement.objects.filter(collaborative=place)
        .filter(Q(adopted_on=None) | Q(adopted_on__lte=day))
        .select_related("words")
        .order_by("kind", F("n").desc())
        .distinct("kind")
    )
    return {row.kind: _read(row) for row in rows}


def in_report(place: Collaborative, day: date) -> list[str]:
    """Principles and purpose, as they stood on that day, each with its version."""
    stood = stood_on(place, day)
    agreed, vision = stood.get(Kind.AGREEMENT), stood.get(Kind.VISION)
    agreement = agreed.lines if agreed else place.agreement
    since = agreed.statement.adopted_on if agreed else place.agreed_on
    values, led = stood.get(Kind.VALUES), stood.get(Kind.OUTCOMES)
    told = [
        f"Principles: a working agreement of {len(agreement)} lines"
        + (f", agreed on {say_date(since)}." if since else "."),
        f"Purpose: {(vision.words if vision else place.vision) or 'not written down yet'}"
        + (_since(vision) if vision else ""),
    ]
    held = values.lines if values else place.values
    if held:
        told.append(f"What we hold on to: {'; '.join(held)}.")
    if led and led.lines:
        told.append(f"What all of it is for: {'; '.join(led.lines)}.")
    return told


def _since(version: Version) -> str:
    """ "(version 3, agreed on 12 January 2012, looked at again by 12 July 2012)"."""
    row = version.statement
    said = [f"version {row.n}"]
    if row.adopted_on:
        said.append(f"agreed on {say_date(row.adopted_on)}")
    if row.refresh_on:
        said.append(f"looked at again by {say_date(row.refresh_on)}")
    return f" ({', '.join(said)})"


def is_true(row: Statement) -> bool:
    """Whether its words are still those that were agreed; struck ones are."""
    return bool(row.words.struck_at) or digest(row.words.texts) == row.words_digest
