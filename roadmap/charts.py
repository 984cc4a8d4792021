"""Bars drawn by the server. They only repeat a table that stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from collaborative.clock import listed, say_date
from roadmap.horizons import Named
from roadmap.reports import Count

LEFT, WIDTH, ROW, TALL = 2, 394, 66, 32
GAP = 2
LEGEND = 132
ROOM_FOR_A_NUMBER = 18


@dataclass(frozen=True)
class Bar:
    """One horizon on one day; ``number`` is empty where it would not fit."""

    horizon: str
    x: int
    y: int
    width: int
    number: str

    @property
    def patch(self) -> int:
        """How wide the plain patch is on which the number stands."""
        return min(26, self.width - 6)

    @property
    def patch_x(self) -> int:
        return self.x + 3

    @property
    def patch_y(self) -> int:
        return self.y + 4

    @property
    def middle(self) -> int:
        return self.patch_x + self.patch // 2

    @property
    def base(self) -> int:
        return self.y + 22


@dataclass(frozen=True)
class Chart:
    """Rows of bars, ``height`` in all, and the same in a sentence for those who hear it."""

    rows: list[tuple[str, int, list[Bar]]]
    height: int
    words: str
    legend: list[tuple[Named, int]]

    @property
    def legend_y(self) -> int:
        return self.height - 28

    @property
    def legend_base(self) -> int:
        return self.legend_y + 17


def by_horizon(counts: Sequence[Count], horizons: Sequence[Named]) -> Chart | None:
    """Stacked bars, one row a day; None when there is nothing to draw."""
    most = max((count.all for count in counts), default=0)
    if not most:
        return None
    unit = (WIDTH - GAP * (len(horizons) - 1)) / most
    rows = [
        (say_date(count.on), ROW * number + 18, _bars(count, unit, ROW * number + 25))
        for number, count in enumerate(counts)
    ]
    said = " ".join(_say(count, horizons) for count in counts)
    legend = [(horizon, LEFT + LEGEND * number) for number, horizon in enumerate(horizons)]
    return Chart(rows, ROW * len(counts) + 40, said, legend)


def _bars(count: Count, unit: float, y: int) -> list[Bar]:
    bars: list[Bar] = []
    x = LEFT
    for horizon, many in count.many.items():
        width = round(many * unit)
        if many:
            fits = width >= ROOM_FOR_A_NUMBER
            bars.append(Bar(horizon, x, y, max(width, 1), str(many) if fits else ""))
            x += width + GAP
    return bars


def _say(count: Count, horizons: Sequence[Named]) -> str:
    each = listed(f"{count.many[h.value]} in {h.word}" for h in horizons)
    return f"On {say_date(count.on)}: {each}."
