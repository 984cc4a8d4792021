"""A forum over the years, and somebody who knows everyone in it but one, and every table.

The attacker knows who was a member when, what all the others truly told, and
the rules by heart: what they may not know is the one answer, and the lots.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from members import blurring
from members.blurring import Table, Told
from members.presence import MOVERS

HEADINGS = [
    (1, "I use or have used services", "lived"),
    (2, "I look after someone", "lived"),
    (3, "I work as a peer", "working in support"),
    (4, "I work in care or treatment", "working in support"),
    (5, "I volunteer", "working in support"),
    (6, "I manage services", "public bodies"),
    (7, "I buy services", "public bodies"),
    (8, "I look after money", "public bodies"),
    (9, "I live here", "other"),
]
SHARES = [28, 16, 6, 16, 10, 6, 5, 4, 9]
ANSWERS = [frozenset[int](), *(frozenset({key}) for key, _, _ in HEADINGS)]


@dataclass
class Forum:
    """Everybody who was ever in it: when they came and went, what they told, and their lot."""

    told: dict[int, Told] = field(default_factory=dict)
    lots: dict[int, int] = field(default_factory=dict)
    came: dict[int, int] = field(default_factory=dict)
    went: dict[int, int] = field(default_factory=dict)
    tables: dict[int, Table] = field(default_factory=dict)

    def here(self, quarter: int) -> list[int]:
        return [p for p, c in self.came.items() if c <= quarter < self.went.get(p, quarter + 1)]

    @property
    def movers(self) -> list[int]:
        """Whoever joined after the beginning, or left before the end."""
        return [person for person, came in self.came.items() if came or person in self.went]


def grow(members: int, years: int, seed: int) -> Forum:
    """About a fifth of the members go each year, and as many come."""
    chance = random.Random(seed)  # noqa: S311 -- a simulation
    forum, moved = Forum(), 0
    for quarter in range(4 * years):
        going = [p for p in forum.here(quarter) if quarter and chance.random() < 0.05]
        forum.went |= dict.fromkeys(going, quarter)
        coming = members - len(forum.here(quarter))
        for _ in range(coming):
            _join(forum, quarter, chance)
        moved += len(going) + coming
        if not forum.tables or moved >= MOVERS:
            table = count(forum, quarter)
            if table is not None:
                forum.tables[quarter], moved = table, 0
    return forum


def _join(forum: Forum, quarter: int, chance: random.Random) -> None:
    person = len(forum.told)
    several = 2 if chance.random() < 0.15 else 1
    says = chance.random() < 0.75
    keys = [key for key, _, _ in HEADINGS]
    forum.told[person] = frozenset(chance.choices(keys, SHARES, k=several) if says else ())
    forum.lots[person] = chance.getrandbits(100)
    forum.came[person] = quarter


def count(forum: Forum, quarter: int, told: dict[int, Told] | None = None) -> Table | None:
    answers = told or forum.told
    here = forum.here(quarter)
    return blurring.table(
        {person: answers[person] for person in here},
        {person: forum.lots[person] for person in here},
        HEADINGS,
    )


def still_possible(forum: Forum, target: int) -> list[Told]:
    """The answers of the one that fit every table; with one left, the attacker is certain.

    With lots, every blurred count can come from every answer: whether the law
    let a table out is all that speaks. Without them (a proof that this attacker
    bites) a table must be the very one that is out.
    """
    published = [
        (quarter, table) for quarter, table in forum.tables.items() if target in forum.here(quarter)
    ]
    return [
        answer
        for answer in dict.fromkeys([*ANSWERS, forum.told[target]])
        if all(_fits(forum, quarter, table, target, answer) for quarter, table in published)
    ]


def _fits(forum: Forum, quarter: int, table: Table, target: int, answer: Told) -> bool:
    if not blurring.LOT:
        return count(forum, quarter, {**forum.told, target: answer}) == table
    answers = [answer if p == target else forum.told[p] for p in forum.here(quarter)]
    told = [each for each in answers if each]
    for of in rows_of(table):
        inside = sum(1 for each in told if each & of)
        if min(inside, len(told) - inside) < blurring.FLOOR:
            return False
    return True


def rows_of(table: Table) -> Iterator[Told]:
    levels = blurring.tree(HEADINGS)
    if table.level:
        for row in levels[len(levels) - table.level]:
            yield row.of


def pointed_at(forum: Forum, target: int) -> bool:
    """Whether the attacker is certain: of the answer, or that it is in some row or in none."""
    answers = still_possible(forum, target)
    if len(answers) == 1:
        return True
    rows = {of for table in forum.tables.values() for of in rows_of(table)}
    return any(len({bool(answer & of) for answer in answers}) == 1 for of in rows)


def best_guess(forum: Forum) -> float:
    """How sure somebody could be at most who is also shown every lot but the target's, per row.

    They see how the target was counted, and not whether that was by lot. An
    honest upper bound: no table tells as much.
    """
    surest = 0.0
    total = sum(SHARES)
    for of in {of for table in forum.tables.values() for of in rows_of(table)}:
        held = 0.75 * sum(SHARES[key - 1] for key in of) / total
        by_lot = blurring.LOT * len(of) / (len(HEADINGS) + 1)
        in_if_held, in_if_not = 1 - blurring.LOT + by_lot, by_lot
        inside = in_if_held * held / (in_if_held * held + in_if_not * (1 - held))
        outside_not = (1 - in_if_not) * (1 - held)
        outside = outside_not / (outside_not + (1 - in_if_held) * held)
        surest = max(surest, inside, outside)
    return surest


def said_of(forums: list[Forum]) -> str:
    """What was published, in words: how many tables of each kind."""
    kinds = Counter(len(table.rows) for forum in forums for table in forum.tables.values())
    names = {0: "how many told us", 2: "two rows", 4: "four rows", 9: "nine rows"}
    return ", ".join(f"{kinds[rows]} with {names[rows]}" for rows in sorted(kinds)) or "nothing"
