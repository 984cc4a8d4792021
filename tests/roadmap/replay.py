"""Random lives of items, day by day, through the front door of the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

import time_machine

from members.models import Membership
from roadmap.actions import add_item, move_item, put_right, strike_reason
from roadmap.board import as_it_stood
from roadmap.models import Horizon, Move, RoadmapItem, Snapshot, SnapshotWords
from roadmap.snapshots import freeze, opened, strike

FIRST = datetime(2012, 1, 5, 10, tzinfo=UTC)


@dataclass
class Life:
    """``stood``: where each item stood at the end of each day, kept apart from the database."""

    stood: dict[date, dict[str, str]] = field(default_factory=dict)
    moves: int = 0
    rights: int = 0
    strikes: int = 0


def live(member: Membership, *, items: int, days: int, seed: int) -> Life:
    """A place in which things are offered, move, move back, are put right and struck."""
    random, life, moment = Random(seed), Life(), FIRST  # noqa: S311 -- dice, no secret
    now: dict[str, str] = {}
    for number in range(days):
        moment += timedelta(days=random.randint(1, 5))
        with time_machine.travel(moment, tick=False):
            offered = items // days + (items % days if number == 0 else 0)
            for each in range(offered):
                horizon = random.choice(Horizon.values)
                item = add_item(by=member, title=f"Thing {number}.{each}", horizon=horizon)
                now[item.key] = horizon
            for item in RoadmapItem.objects.filter(key__in=sorted(now)).order_by("pk"):
                if random.random() < 0.25:
                    step(random, member, item, life, now)
            life.stood[moment.date()] = dict(now)
            freeze(by=member, label=f"Day {number}", as_at=moment.date())
    strike_some(random, member, life)
    return life


def step(
    random: Random, member: Membership, item: RoadmapItem, life: Life, now: dict[str, str]
) -> None:
    to = random.choice([value for value in Horizon.values if value != item.horizon])
    move = move_item(
        item=item, by=member, was=item.horizon, to=to, why=f"Because {random.random()}"
    )
    life.moves += 1
    now[item.key] = to
    if random.random() < 0.2:
        put_right(move=move, by=member, why="A slip.")
        life.rights += 1
        now[item.key] = move.from_horizon


def strike_some(random: Random, member: Membership, life: Life) -> None:
    moves = list(Move.objects.filter(collaborative=member.collaborative).select_related("words"))
    words = list(SnapshotWords.objects.filter(collaborative=member.collaborative))
    for move in random.sample(moves, len(moves) // 5):
        life.strikes += strike_reason(move=move, by=member, ground="asked")
    for row in random.sample(words, len(words) // 20):
        life.strikes += strike(words=row, by=member, ground="asked")


def check(member: Membership, life: Life) -> None:
    """Moves replayed give today's board, and each past day its snapshot, and both the truth."""
    items = list(RoadmapItem.objects.filter(collaborative=member.collaborative))
    replayed = {item.key: item.first_horizon for item in items}
    keys = {item.pk: item.key for item in items}
    for move in Move.objects.filter(collaborative=member.collaborative):
        assert replayed[keys[move.item_id]] == move.from_horizon
        replayed[keys[move.item_id]] = move.to_horizon
    last = life.stood[max(life.stood)]
    assert {item.key: item.horizon for item in items} == replayed == last
    taken = {s.as_at: s for s in Snapshot.objects.filter(collaborative=member.collaborative)}
    for day, stood in life.stood.items():
        on_that_day = {
            slip.item.key: mat.horizon.value
            for mat in as_it_stood(member, day, most=10_000)
            for slip in mat.open
        }
        read = opened(taken[day])
        assert read.true
        assert on_that_day == {card.key: card.horizon for card in read.cards} == stood
