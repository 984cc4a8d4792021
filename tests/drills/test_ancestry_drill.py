"""Ten thousand things that people do to a graph of ideas, beside a plain one in memory."""

from __future__ import annotations

import pytest

from members.models import Membership
from tests.figures import Figure
from tests.prototypes.family_tree import Tree

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

TURNS, DEEDS, CHECKED_EVERY = 5, 2_000, 50  # ten thousand in all; each turn has its own seed


@pytest.mark.parametrize("turn", range(1, TURNS + 1))
def test_ten_thousand_deeds(turn: int, member: Membership, figure: Figure) -> None:
    tree = Tree(member, seed=2010 + turn)
    for number in range(1, DEEDS + 1):
        tree.step()
        if number % CHECKED_EVERY == 0:
            tree.check()
    tree.check()
    done = ", ".join(f"{deed} {count}" for deed, count in sorted(tree.done.items()))
    of = f"ancestry, turn {turn} of {TURNS}"
    figure(f"{of}: {DEEDS:,} deeds", done)
    figure(f"{of}: circles refused by the database", tree.refused)
    figure(f"{of}: circles, orphans, broken paths, differences from the plain graph", 0)
