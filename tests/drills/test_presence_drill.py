"""Forty years, and an attacker who knows everyone but one and every table."""

from __future__ import annotations

import pytest

from tests.figures import Figure
from tests.presence.attacker import best_guess, grow, pointed_at, said_of

pytestmark = pytest.mark.drill

YEARS, MOVERS = 40, 500


@pytest.mark.parametrize("members", [30, 60, 120])
def test_certain_of_nobody(members: int, figure: Figure) -> None:
    forums, movers, certain = [], 0, 0
    while movers < MOVERS:
        forum = grow(members, YEARS, seed=len(forums))
        forums.append(forum)
        movers += len(forum.movers)
        certain += sum(pointed_at(forum, person) for person in forum.movers)
    figure(f"{members} members: certain of", f"{certain} of {movers} movers in {YEARS} years")
    figure(f"{members} members: published", said_of(forums))
    surest = max(best_guess(forum) for forum in forums)
    figure(f"{members} members: sure at most, were all other lots known", f"{surest:.0%}")
    assert certain == 0
