"""What moved in a year and what sat still: one tree of plain values, drawn and told the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Exists, Min, OuterRef

from members.access import today_in
from members.models import Membership
from roadmap.days import local_day, start_of
from roadmap.horizons import Named, is_back, named
from roadmap.models import Horizon, Move, RoadmapItem

MOST_STILL = 30
MOST_YEARS = 20
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Moved:
    """One move with its item; ``right`` says that it put another one right."""

    item: RoadmapItem
    move: Move
    on: date
    was: Named
    to: Named
    back: bool


@dataclass(frozen=True)
class Month:
    """How many moves led nearer and how many further away, in one month."""

    word: str
    nearer: int
    back: int


@dataclass(frozen=True)
class Arrival:
    """An item that came all the way from the furthest horizon to the nearest, and in how long."""

    item: RoadmapItem
    days: int


@dataclass(frozen=True)
class Movement:
    year: int
    years: list[int]
    moves: list[Moved]
    months: list[Month]
    still: list[RoadmapItem]
    still_many: int
    arrivals: list[Arrival]

    @property
    def nearer(self) -> int:
        return sum(month.nearer for month in self.months)

    @property
    def back(self) -> int:
        return sum(month.back for month in self.months)

    @property
    def usual_days(self) -> int | None:
        """The middle one of all those ways."""
        return round(median(each.days for each in self.arrivals)) if self.arrivals else None


def years_of(me: Membership) -> list[int]:
    """The years there is something of, latest first."""
    today = today_in(me.collaborative)
    first = RoadmapItem.objects.visible_to(me).aggregate(first=Min("added_on"))["first"] or today
    return list(range(today.year, first.year - 1, -1))[:MOST_YEARS]


def movement(me: Membership, asked: str) -> Movement:
    """The year that was asked for, or this one; five queries, however much moved."""
    years = years_of(me)
    year = next((year for year in years if str(year) == asked), years[0])
    begin, end = date(year, 1, 1), date(year + 1, 1, 1)
    here = me.collaborative
    span = {"moved_at__gte": start_of(begin, here), "moved_at__lt": start_of(end, here)}
    rows = Move.objects.filter(collaborative=here, **span).select_related("item", "words")
    called = named(here)
    moves = []
    for move in rows:
        move.item.collaborative = here
        was, to = move.from_horizon, move.to_horizon
        on = local_day(move.moved_at, here)
        moves.append(Moved(move.item, move, on, called[was], called[to], is_back(was, to)))
    stood = RoadmapItem.objects.visible_to(me).open().filter(added_on__lt=begin)
    still = stood.exclude(Exists(Move.objects.filter(item=OuterRef("pk"), **span)))
    return Movement(
        year=year,
        years=years,
        moves=moves,
        months=_months(moves),
        still=list(still.in_order()[:MOST_STILL]),
        still_many=still.count(),
        arrivals=arrivals(me, begin, end),
    )


def _months(moves: list[Moved]) -> list[Month]:
    return [
        Month(
            word,
            sum(moved.on.month == number and not moved.back for moved in moves),
            sum(moved.on.month == number and moved.back for moved in moves),
        )
        for number, word in enumerate(MONTHS, start=1)
    ]


def arrivals(me: Membership, begin: date, end: date) -> list[Arrival]:
    """What came into the nearest horizon in that time, and had been in the furthest before.

    Counted from the last day on which it left for the far one, or was put on there.
    """
    here = me.collaborative
    wow, now = Horizon.WOW, Horizon.NOW
    came = Move.objects.filter(
        collaborative=here, to_horizon=now, moved_at__gte=start_of(begin, here)
    ).filter(moved_at__lt=start_of(end, here))
    items = RoadmapItem.objects.visible_to(me).filter(pk__in=came.values("item"))
    found: list[Arrival] = []
    for item in items.prefetch_related("moves").in_order():
        since = item.added_on if item.first_horizon == wow else None
        for move in item.moves.all():
            on = local_day(move.moved_at, here)
            if move.to_horizon == wow:
                since = on
            elif move.to_horizon == now and since is not None:
                if begin <= on < end:
                    found.append(Arrival(item, (on - since) // timedelta(days=1)))
                since = None
    return found


@dataclass(frozen=True)
class Bar:
    """One month as it is drawn: nearer stands up, back hangs down."""

    month: Month
    x: int
    up: int
    down: int

    @property
    def top(self) -> int:
        return LINE - self.up

    @property
    def middle(self) -> int:
        return self.x + WIDE // 2

    @property
    def above(self) -> int:
        return self.top - 5

    @property
    def below(self) -> int:
        return LINE + self.down + 14


WIDE, STEP, LINE, HIGH = 24, 32, 90, 60


def bars(months: list[Month]) -> list[Bar]:
    """Drawn by the server; nothing where nothing moved. The table beside it says the same."""
    most = max((max(month.nearer, month.back) for month in months), default=0)
    if not most:
        return []
    return [
        Bar(
            month,
            4 + STEP * number,
            round(HIGH * month.nearer / most),
            round(HIGH * month.back / most),
        )
        for number, month in enumerate(months)
    ]
