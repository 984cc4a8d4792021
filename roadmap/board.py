"""The board: three mats with their slips, as they are today or as they were on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from meetings.models import Meeting
from members.models import Membership
from roadmap.days import end_of
from roadmap.forms import meeting_words
from roadmap.horizons import Named, horizons, is_back, named
from roadmap.models import Move, RoadmapItem

LOOK_BACK = 24  # meetings to choose from; any other day can be written

OVER = (RoadmapItem.State.ARRIVED, RoadmapItem.State.RESTING, RoadmapItem.State.LET_GO)


@dataclass(frozen=True)
class Slip:
    """One item on a mat: what to say of it, and where else it could go."""

    item: RoadmapItem
    words: int = 0
    move: Move | None = None
    came_from: Named | None = None
    back: bool = False
    elsewhere: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Mat:
    """One horizon. What has arrived, rests or was let go lies folded at its end."""

    horizon: Named
    open: list[Slip] = field(default_factory=list)
    folded: list[Slip] = field(default_factory=list)

    @property
    def many(self) -> int:
        return len(self.open) + len(self.folded)


def as_it_is(me: Membership, words: dict[int, int], *, may_move: bool) -> list[Mat]:
    """Today's board. ``words``: how many stand under each item."""
    here = RoadmapItem.objects.visible_to(me)
    called = named(me.collaborative)
    mats = {horizon.value: Mat(horizon) for horizon in called.values()}
    for item in here.with_latest_move().in_order():
        move = next(iter(item.latest), None)  # type: ignore[attr-defined]  # prefetched
        slip = Slip(
            item,
            words=words.get(item.pk, 0),
            move=move,
            came_from=called[move.from_horizon] if move else None,
            back=move is not None and is_back(move.from_horizon, move.to_horizon),
            elsewhere=tuple(h for h in called.values() if may_move and h.value != item.horizon),
        )
        mat = mats[item.horizon]
        (mat.folded if item.state in OVER else mat.open).append(slip)
    return list(mats.values())


def as_it_stood(me: Membership, day: date) -> list[Mat]:
    """The board at the end of ``day``. How things stood was not kept: only where they were."""
    here = RoadmapItem.objects.visible_to(me).filter(added_on__lte=day)
    mats = {horizon.value: Mat(horizon) for horizon in horizons(me.collaborative)}
    for item in here.stood_in(end_of(day, me.collaborative)).in_order():
        mats[item.stood].open.append(Slip(item))  # type: ignore[attr-defined]  # annotated
    return list(mats.values())


def days_to_look_back(me: Membership) -> list[tuple[date, str]]:
    """The days of past meetings, latest first, each with its words."""
    here = Meeting.objects.told_to(me).select_related(None).happening().past(timezone.now())
    meetings = here.only("title", "starts_at", "ends_at", "time_zone", "collaborative")[:LOOK_BACK]
    days = {meeting.days[1]: meeting_words(meeting) for meeting in reversed(meetings)}
    return sorted(days.items(), reverse=True)
