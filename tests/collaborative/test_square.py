"""The square holds its address: read back module by module."""

from __future__ import annotations

import re

import segno

from collaborative.square import QUIET, square

ADDRESS = "https://table.example/larkmoor/come/bcdfghjkmn-bcdfghjkmnpq/"


def test_the_path_paints_the_very_modules() -> None:
    drawn = square(ADDRESS)
    rows = segno.make_qr(ADDRESS, error="m").matrix
    painted = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn.path)
        for step in range(int(length))
    }
    assert painted == {(x, y) for y, row in enumerate(rows) for x, black in enumerate(row) if black}
    assert drawn.box == f"{-QUIET} {-QUIET} {len(rows) + 2 * QUIET} {len(rows) + 2 * QUIET}"
