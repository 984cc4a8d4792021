"""Somebody who knows all but one cannot be certain of that one. The long proof: tests/drills."""

from __future__ import annotations

import pytest

from members import blurring
from tests.presence.attacker import best_guess, grow, pointed_at


@pytest.mark.parametrize(("members", "years"), [(60, 10), (120, 4)])
def test_whoever_knows_all_but_one_is_certain_of_nobody(members: int, years: int) -> None:
    forum = grow(members, years, seed=1)

    assert any(table.rows for table in forum.tables.values())
    assert len(forum.movers) > 60
    assert [person for person in forum.movers if pointed_at(forum, person)] == []
    assert best_guess(forum) < 0.99


def test_without_lots_the_same_attacker_is_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rounding and floors alone: that they do not hold is why there are lots."""
    monkeypatch.setattr(blurring, "LOT", 0)
    monkeypatch.setattr(blurring, "ROOM", 0)
    monkeypatch.setattr(blurring, "counted", lambda told, headings, lot: told)
    forum = grow(60, 10, seed=1)

    assert sum(pointed_at(forum, person) for person in forum.movers) > 20
