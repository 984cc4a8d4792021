"""The board: three mats with their slips, as they are today or as they were on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.fields import BooleanField
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone

from collaborative.paging import turn
from meetings.models import Meeting
from members.models import Collaborative, Membership
from roadmap.days import end_of
from roadmap.forms import meeting_words
from roadmap.horizons import Named, horizons, is_back, named
from roadmap.lens import EVERYTHING, Lens
from roadmap.models import Move, RoadmapItem, RoadmapItemQuerySet
from roadmap.words import how_many

LOOK_BACK = 24  # meetings to choose from; any other day can be written
AT_ONCE = 8  # slips on each mat; the rest is a page of its own
A_PAGE = 30

# What a slip says. The collaborative is handed on rather than joined.
ON_A_SLIP = (
    *(
        "collaborative",
        "key",
        "number",
        "title",
        "kind",
        "horizon",
        "state",
        "stuck_on",
        "stuck_because",
    ),
    *("carried_by", "next_step", "waiting_for", "last_heard", "wakes_on", "wakes_when"),
)


FOLDED = Case(
    When(state__in=RoadmapItem.OVER, then=Value(True)),
    default=Value(False),
    output_field=BooleanField(),
)


@dataclass(frozen=True)
class Slip:
    """One item on a mat: what to say of it, and where else it could go."""

    item: RoadmapItem
    url: str
    words: int = 0
    move: Move | None = None
    came_from: Named | None = None
    back: bool = False
    elsewhere: tuple[Named, ...] = ()


@dataclass
class Mat:
    """One horizon. What has arrived, rests or was let go lies folded at its end."""

    horizon: Named
    many: int = 0
    open: list[Slip] = field(default_factory=list)
    folded: list[Slip] = field(default_factory=list)
    after: str = ""  # the key that its next page begins behind

    @property
    def shown(self) -> int:
        return len(self.open) + len(self.folded)

    @property
    def others(self) -> int:
        """How many more there are than stand here."""
        return self.many - self.shown


def items_here(me: Membership) -> RoadmapItemQuerySet:
    """The items that ``me`` may see, ``over`` telling which of them lie folded."""
    return RoadmapItem.objects.visible_to(me).annotate(over=FOLDED)


def as_it_is(me: Membership, *, may_move: bool, lens: Lens = EVERYTHING) -> list[Mat]:
    """Today's board, the first few of each horizon and how many there are; three queries."""
    found = lens.narrow(items_here(me), me)
    rows = (
        found.annotate(
            place=Window(RowNumber(), partition_by=[F("horizon")], order_by=[FOLDED, F("number")]),
            many=Window(Count("pk"), partition_by=[F("horizon")]),
        )
        .filter(place__lte=AT_ONCE)
        .order_by(FOLDED, "number")
    )
    return _mats(me, rows, may_move=may_move)


def one_mat(
    me: Membership, horizon: str, *, may_move: bool, after: str = "", lens: Lens = EVERYTHING
) -> Mat:
    """One horizon alone, page by page."""
    found = lens.narrow(items_here(me), me).filter(horizon=horizon)
    leaf = turn(found, "over", "number", after=after, most=A_PAGE)
    shown = RoadmapItem.objects.visible_to(me).filter(pk__in=[item.pk for item in leaf.rows])
    over = {item.pk: item.over for item in leaf.rows}  # type: ignore[attr-defined]  # annotated
    mats = _mats(me, shown.in_order(), may_move=may_move, over=over)
    mat = next(mat for mat in mats if mat.horizon.value == horizon)
    mat.many, mat.after = found.count(), leaf.after
    return mat


def _mats(
    me: Membership,
    rows: RoadmapItemQuerySet,
    *,
    may_move: bool,
    over: dict[int, bool] | None = None,
) -> list[Mat]:
    items: list[Any] = list(rows.with_latest_move().only(*ON_A_SLIP))
    words = how_many(me, [item.pk for item in items])
    called, address = named(me.collaborative), addresses(me.collaborative)
    mats = {horizon.value: Mat(horizon) for horizon in called.values()}
    elsewhere = {
        value: tuple(h for h in called.values() if may_move and h.value != value)
        for value in called
    }
    for item in items:
        move = next(iter(item.latest), None)
        slip = Slip(
            item,
            url=address(item.key),
            words=words.get(item.pk, 0),
            move=move,
            came_from=called[move.from_horizon] if move else None,
            back=move is not None and is_back(move.from_horizon, move.to_horizon),
            elsewhere=elsewhere[item.horizon],
        )
        mat = mats[item.horizon]
        mat.many = getattr(item, "many", 0)
        (mat.folded if (over[item.pk] if over else item.over) else mat.open).append(slip)
    return list(mats.values())


def addresses(collaborative: Collaborative) -> Any:
    """Where the items of a place stand, each by its key: one look-up for a whole board."""
    blank = "x" * 10
    path = reverse("roadmap:item", kwargs={"collaborative": collaborative.slug, "key": blank})
    head, _, tail = path.rpartition(blank)
    return lambda key: f"{head}{key}{tail}"


def as_it_stood(me: Membership, day: date, *, most: int = AT_ONCE) -> list[Mat]:
    """The board at the end of ``day``, the first few of each horizon and how many there were.

    How things stood was not kept: only where they were.
    """
    rows = (
        _stood(me, day)
        .annotate(
            place=Window(RowNumber(), partition_by=[F("stood")], order_by=[F("number")]),
            many=Window(Count("pk"), partition_by=[F("stood")]),
        )
        .filter(place__lte=most)
        .in_order()
    )
    address = addresses(me.collaborative)
    mats = {horizon.value: Mat(horizon) for horizon in horizons(me.collaborative)}
    for item in rows:
        mat = mats[item.stood]  # type: ignore[attr-defined]  # annotated
        mat.many = item.many  # type: ignore[attr-defined]  # annotated
        mat.open.append(Slip(item, url=address(item.key)))
    return list(mats.values())


def one_mat_then(me: Membership, day: date, horizon: str, *, after: str = "") -> Mat:
    """One horizon alone as it stood at the end of ``day``, page by page."""
    found: Any = _stood(me, day)
    found = found.filter(stood=horizon)
    leaf = turn(found, "number", after=after, most=A_PAGE)
    address = addresses(me.collaborative)
    mat = Mat(named(me.collaborative)[horizon], many=found.count(), after=leaf.after)
    mat.open = [Slip(item, url=address(item.key)) for item in leaf.rows]
    return mat


def _stood(me: Membership, day: date) -> RoadmapItemQuerySet:
    here = items_here(me).filter(added_on__lte=day).only("collaborative", "key", "number", "title")
    return here.stood_in(end_of(day, me.collaborative))


def place_of(item: RoadmapItem) -> tuple[int, int]:
    """Which it is of how many in its horizon, in the order of the board."""
    here = RoadmapItem.objects.filter(collaborative=item.collaborative_id, horizon=item.horizon)
    counted = here.open().aggregate(
        many=Count("pk"), place=Count("pk", filter=Q(number__lte=item.number))
    )
    return counted["place"], counted["many"]


def days_to_look_back(me: Membership) -> list[tuple[date, str]]:
    """The days of past meetings, latest first, each with its words."""
    here = Meeting.objects.told_to(me).select_related(None).happening().past(timezone.now())
    meetings = here.only("title", "starts_at", "ends_at", "time_zone", "collaborative")[:LOOK_BACK]
    days = {meeting.days[1]: meeting_words(meeting) for meeting in reversed(meetings)}
    return sorted(days.items(), reverse=True)
