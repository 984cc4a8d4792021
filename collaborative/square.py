"""A square to scan: an address as one path of an SVG, drawn here: nobody else learns of it."""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET = 2  # modules of white around it; the paper it stands on is white as well


@dataclass(frozen=True)
class Square:
    """``box`` for ``viewBox``, ``path`` for ``d``: black modules on a unit grid."""

    box: str
    path: str


def square(address: str) -> Square:
    """The address as a QR code that still reads with a seventh of it smudged."""
    rows = segno.make_qr(address, error="m").matrix
    runs = [
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(bytes(row))
    ]
    side = len(rows) + 2 * QUIET
    return Square(box=f"{-QUIET} {-QUIET} {side} {side}", path="".join(runs))


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where black begins in a row, and for how many modules."""
    found: list[tuple[int, int]] = []
    for x, black in enumerate(row):
        if not black:
            continue
        if found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((x, 1))
    return found
