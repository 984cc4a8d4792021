"""Ten thousand random histories: replayed, frozen, struck, and all of it still the same."""

from __future__ import annotations

import pytest

from tests.factories import MembershipFactory
from tests.figures import Figure
from tests.roadmap.replay import check, live

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

PLACES, EACH = 50, 200


def test_ten_thousand_histories(figure: Figure) -> None:
    moves = rights = strikes = 0
    for seed in range(PLACES):
        member = MembershipFactory()
        life = live(member, items=EACH, days=8, seed=seed)
        check(member, life)
        moves, rights = moves + life.moves, rights + life.rights
        strikes += life.strikes
    figure("histories replayed in the drill", PLACES * EACH)
    figure("their moves, put right, struck", f"{moves:,}, {rights:,}, {strikes:,}")
