"""The report as one tree of plain values. HTML and CSV only render it: same numbers everywhere.

The same for everyone who may read it: nothing in it depends on who asks, and
it names no person.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from collaborative.clock import listed, number_word
from members.access import today_in
from members.models import Collaborative, Membership
from prototypes.models import Output
from roadmap.days import local_day, start_of
from roadmap.horizons import Named, is_back, named
from roadmap.models import Evidence, Move, RoadmapItem
from roadmap.words import Under, a_few

State = RoadmapItem.State

WORDS_EACH = 3


@dataclass(frozen=True)
class Moved:
    """One move: from where to where, when, and why; struck words say only that they were."""

    title: str
    was: Named
    to: Named
    back: bool
    on: date
    why: str
    struck_on: date | None
    ground: str


@dataclass(frozen=True)
class Line:
    """One item as it stands today, with what stands under it."""

    key: str
    number: int
    title: str
    horizon: Named
    state: str
    state_words: str
    stuck_because: str
    next_step: str
    carried_by: str
    waiting_for: str
    last_heard: date | None
    added_on: date
    is_new: bool  # put on after the day of the report's "since"
    moved: list[Moved]
    themes: list[str]
    words: list[Output]
    words_many: int

    @property
    def other_words(self) -> int:
        return self.words_many - len(self.words)


@dataclass(frozen=True)
class Part:
    """One horizon with its items, in the order of their numbers."""

    horizon: Named
    lines: list[Line]


@dataclass(frozen=True)
class Count:
    """How many things stood in each horizon on a day."""

    on: date
    many: dict[str, int]

    @property
    def all(self) -> int:
        return sum(self.many.values())


@dataclass(frozen=True)
class Report:
    collaborative: Collaborative
    since: date
    on: date
    began: date | None  # the first thing on the roadmap
    parts: list[Part]
    moved: list[Moved] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]

    @property
    def stuck(self) -> list[Line]:
        return [line for line in self.lines if line.state == State.STUCK]

    @property
    def in_words(self) -> str:
        """The figures as a sentence: "Eighteen things …. Two have arrived, one is stuck." """
        many = Counter(line.state for line in self.lines)
        said = {
            State.ARRIVED: ("has arrived", "have arrived"),
            State.STUCK: ("is stuck", "are stuck"),
            State.RESTING: ("rests", "rest"),
            State.LET_GO: ("was let go", "were let go"),
        }
        told = [f"{number_word(many[s])} {say[many[s] != 1]}" for s, say in said.items() if many[s]]
        things = len(self.lines)
        if not things:
            return "Nothing is on the roadmap yet."
        first = f"{number_word(things)} {'thing is' if things == 1 else 'things are'}"
        second = f" {listed(told).capitalize()}." if told else ""
        return f"{first.capitalize()} on the roadmap.{second}"


def build(me: Membership, *, since: date, on: date | None = None) -> Report:
    """Everything in it, in five queries, however long the roadmap is; as on today."""
    here, today = me.collaborative, on or today_in(me.collaborative)
    called = named(here)
    later = Move.objects.filter(moved_at__gte=start_of(since, here)).select_related("words")
    items = list(
        RoadmapItem.objects.visible_to(me)
        .prefetch_related(Prefetch("moves", queryset=later, to_attr="later"))
        .in_order()
    )
    themes = themes_under(here)
    words = a_few(me, each=WORDS_EACH)
    lines = [
        _line(item, called, since, themes.get(item.pk, []), words.get(item.pk, Under()))
        for item in items
    ]
    return Report(
        collaborative=here,
        since=since,
        on=today,
        began=min((item.added_on for item in items), default=None),
        parts=[Part(h, [ln for ln in lines if ln.horizon == h]) for h in called.values()],
        moved=sorted((m for line in lines for m in line.moved), key=lambda moved: moved.on),
        counts=[_count_then(items, since), _count_now(items, today)],
    )


def themes_under(here: Collaborative) -> dict[int, list[str]]:
    """Names of the themes under each item."""
    rows = Evidence.objects.filter(collaborative=here, theme__isnull=False)
    found: dict[int, list[str]] = {}
    for item, name in rows.order_by("theme__named_at", "theme").values_list("item", "theme__name"):
        found.setdefault(item, []).append(name)
    return found


def _line(
    item: RoadmapItem, called: dict[str, Named], since: date, themes: list[str], under: Under
) -> Line:
    return Line(
        key=item.key,
        number=item.number,
        title=item.title,
        horizon=called[item.horizon],
        state=item.state,
        state_words=item.get_state_display(),
        stuck_because=item.stuck_words if item.state == State.STUCK else "",
        next_step=item.next_step,
        carried_by=item.carried_by,
        waiting_for=item.waiting_for,
        last_heard=item.last_heard,
        added_on=item.added_on,
        is_new=item.added_on > since,
        moved=[_moved(item, move, called) for move in _later(item)],
        themes=themes,
        words=under.few,
        words_many=under.many,
    )


def _later(item: RoadmapItem) -> list[Move]:
    """Its moves since the day of the report, oldest first, as ``build`` has fetched them."""
    moves: list[Move] = getattr(item, "later")  # noqa: B009 -- prefetched, unknown to the model
    return moves


def _moved(item: RoadmapItem, move: Move, called: dict[str, Named]) -> Moved:
    here, words = item.collaborative, move.words
    return Moved(
        title=item.title,
        was=called[move.from_horizon],
        to=called[move.to_horizon],
        back=is_back(move.from_horizon, move.to_horizon),
        on=local_day(move.moved_at, here),
        why=words.why,
        struck_on=local_day(words.struck_at, here) if words.struck_at else None,
        ground=words.ground,
    )


def _count_now(items: list[RoadmapItem], today: date) -> Count:
    return _count(today, [item.horizon for item in items])


def _count_then(items: list[RoadmapItem], since: date) -> Count:
    """Before the moves of this report: of what was there, where its next move took it from.

    What was put on that very day counts as there, so that a report since the
    first roadmap begins with it; then the moves lead to today's figures.
    """
    there = [item for item in items if item.added_on <= since]
    return _count(
        since,
        [_later(item)[0].from_horizon if _later(item) else item.horizon for item in there],
    )


def _count(day: date, stood: list[str]) -> Count:
    many = Counter(stood)
    return Count(day, {horizon: many[horizon] for horizon in ("now", "next", "wow")})
