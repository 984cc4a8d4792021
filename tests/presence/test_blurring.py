"""The rules of the count, held against towns drawn by chance."""

from __future__ import annotations

import random

import pytest

from members import blurring
from members.blurring import Told, counted, drawn, near, table, tree
from tests.presence.attacker import HEADINGS, SHARES

KEYS = [key for key, _, _ in HEADINGS]


def town(members: int, seed: int) -> tuple[dict[int, Told], dict[int, int]]:
    chance = random.Random(seed)  # noqa: S311
    shares = [share * chance.random() ** 2 for share in SHARES]
    told = {
        person: frozenset(chance.choices(KEYS, shares, k=chance.choice([1, 1, 1, 2])))
        if chance.random() < 0.8
        else frozenset[int]()
        for person in range(members)
    }
    return told, {person: chance.getrandbits(100) for person in told}


@pytest.mark.parametrize("members", [20, 45, 90, 300])
def test_no_row_and_no_rest_under_eight(members: int) -> None:
    for seed in range(40):
        told, lots = town(members, seed)
        found = table(told, lots, HEADINGS)
        assert found
        levels = tree(HEADINGS)
        rows = levels[len(levels) - found.level] if found.level else []
        answers = [answer for answer in told.values() if answer]
        for row, (label, shown) in zip(rows, found.rows, strict=True):
            true = sum(1 for answer in answers if answer & row.of)
            assert min(true, len(answers) - true) >= 8, (seed, label)
            assert shown % 5 == 0
        assert (found.members % 5, found.told % 5) == (0, 0)


def test_nothing_below_twenty_members() -> None:
    told, lots = town(19, 1)
    assert table(told, lots, HEADINGS) is None


def test_the_floor_can_only_be_raised() -> None:
    told, lots = town(90, 3)
    assert table(told, lots, HEADINGS, floor=2) == table(told, lots, HEADINGS)
    raised = table(told, lots, HEADINGS, floor=60)
    assert raised
    assert raised.rows == ()


def test_rows_are_put_together_along_one_tree() -> None:
    labels = [[row.label for row in level] for level in tree(HEADINGS)]
    assert [len(level) for level in labels] == [9, 4, 2]
    assert labels[2] == ["Lived", "Everybody else who told us"]
    assert tree(HEADINGS[:1]) == []


def test_one_in_ten_is_counted_by_lot_and_for_good() -> None:
    told, lots = town(300, 5)
    by_lot = [p for p, lot in lots.items() if counted(frozenset({99}), KEYS, lot) != {99}]
    assert 15 < len(by_lot) < 45
    for person in by_lot:  # whatever they tell, and however often they change it
        same = {counted(answer, KEYS, lots[person]) for answer in (*told.values(), frozenset())}
        assert len(same) == 1
    assert {drawn(KEYS, lot) for lot in range(10)} == {frozenset(), *(frozenset({k}) for k in KEYS)}


def test_what_lots_do_is_taken_out_again() -> None:
    off = []
    for seed in range(60):
        told, lots = town(200, seed)
        found = table(told, lots, HEADINGS)
        assert found
        if found.level == 1:
            lived = sum(1 for answer in told.values() if answer & {1, 2})
            off.append(found.rows[0][1] - lived)
    assert abs(sum(off) / len(off)) < 1.5
    assert max(map(abs, off)) <= 15


def test_to_the_nearest_five() -> None:
    assert [near(n) for n in (-3, 2, 3, 12, 13)] == [0, 0, 5, 10, 15]
    assert blurring.LOT == 0.1
