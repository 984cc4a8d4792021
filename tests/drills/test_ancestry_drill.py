"""Ten thousand things that people do to a graph of ideas, beside a plain one in memory."""

from __future__ import annotations

import pytest

from members.models import Membership
from tests.figures import Figure
from tests.prototypes.family_tree import Tree

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

DEEDS, CHECKED_EVERY = 10_000, 50


def test_ten_thousand_deeds(member: Membership, figure: Figure) -> None:
    tree = Tree(member, seed=2011)
    for number in range(1, DEEDS + 1):
        tree.step()
        if number % CHECKED_EVERY == 0:
            tree.check()
    tree.check()
    for deed, count in sorted(tree.done.items()):
        figure(f"ancestry: {deed}", count)
    figure("ancestry: circles refused by the database", tree.refused)
    figure("ancestry: circles, orphans, broken paths, differences from the plain graph", 0)
