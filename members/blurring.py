"""How a count of standpoints is made safe to show: nothing here knows the database.

Peers know nearly everybody, so an exact count tells of the one they do not
know, and so does every rule that is decided by an exact count. Therefore:

- One person in ten is counted under a heading drawn by lot, for good. Nobody
  sees the lot, so whatever is published, nobody's own answer follows from it,
  however many tables are laid side by side.
- What that does to the sums is known, and taken out of them again.
- Whether a row may be shown is decided by the blurred counts alone, with so
  much room that the law (never under eight, nor all but eight) is met as well.

The tree is fixed: nine rows, bands, two bands, nothing but how many told us.
Turned down: rounding alone (12 and 13 round apart, and tell of the thirteenth)
and fresh noise for each table (forty tables average it away).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

FLOOR = 8  # people; a site may raise it (PRESENCE_FLOOR), never lower it
ROUNDED_TO = 5
SMALLEST = 20  # members
LOT = 0.1  # the share of people who are counted under a heading drawn by lot
ROOM = 3.5  # standard deviations between what a row needs and what it shows

Told = frozenset[int]  # the headings that one person ticked; none of them is an answer, too


@dataclass(frozen=True)
class Row:
    """One line of a possible table: a label, and the headings that it brings together."""

    label: str
    of: Told


@dataclass(frozen=True)
class Table:
    """What may be shown. ``level`` counts the rows' kinds: 0 shows how many told us, no rows."""

    members: int
    told: int
    level: int
    rows: tuple[tuple[str, int], ...]


def tree(headings: Sequence[tuple[int, str, str]]) -> list[list[Row]]:
    """Levels from fine to coarse for (key, label, band) in their order; empty without any."""
    bands: dict[str, set[int]] = {}
    for key, _, band in headings:
        bands.setdefault(band, set()).add(key)
    levels = [
        [Row(label, frozenset({key})) for key, label, _ in headings],
        [Row(_capital(band), frozenset(keys)) for band, keys in bands.items()],
    ]
    if len(bands) > 2:
        first, *others = bands.items()
        rest = frozenset(key for _, keys in others for key in keys)
        levels.append(
            [Row(_capital(first[0]), frozenset(first[1])), Row("Everybody else who told us", rest)]
        )
    return [level for level in levels if len(level) > 1]


def drawn(headings: Sequence[int], lot: int) -> Told:
    """The answer that a lot stands for: one of the headings, or none of them."""
    place = lot % (len(headings) + 1)
    return frozenset() if place == len(headings) else frozenset({headings[place]})


def counted(told: Told, headings: Sequence[int], lot: int) -> Told:
    """What somebody counts as: what they told, or for one in ten what the lot says, for good.

    ``lot`` is a large number that belongs to this person for ever.
    """
    one_in = round(1 / LOT)
    return drawn(headings, lot // one_in) if lot % one_in == 0 else told


def table(
    told: Mapping[int, Told],
    lots: Mapping[int, int],
    headings: Sequence[tuple[int, str, str]],
    *,
    floor: int = FLOOR,
) -> Table | None:
    """The finest table that may be shown; None with too few members. ``told`` has all of them."""
    members = len(told)
    if members < SMALLEST or not headings:
        return None
    keys = [key for key, _, _ in headings]
    blurred = {person: counted(answer, keys, lots[person]) for person, answer in told.items()}
    count = Count(list(told.values()), list(blurred.values()), len(keys), max(floor, FLOOR))
    levels = tree(headings)
    many = near(count.estimate(frozenset(keys)))
    for number, rows in enumerate(levels):
        if all(count.may_show(row.of, frozenset(keys)) for row in rows):
            shown = tuple((row.label, near(count.estimate(row.of))) for row in rows)
            return Table(near(members), many, len(levels) - number, shown)
    return Table(near(members), many, 0, ())


@dataclass(frozen=True)
class Count:
    """Answers as they are and as they are counted, of all members."""

    true: Sequence[Told]
    blurred: Sequence[Told]
    headings: int
    floor: int

    def estimate(self, of: Told) -> float:
        """How many hold one of these, with what the lots do on average taken out again."""
        return self._put_right(sum(1 for answer in self.blurred if answer & of), of)

    def _put_right(self, seen: int, of: Told) -> float:
        return (seen - LOT * len(self.blurred) * self._share(of)) / (1 - LOT)

    def may_show(self, of: Told, everything: Told) -> bool:
        """Whether this row and all but this row are large enough, with room to spare."""
        rest = everything - of
        inside = self.estimate(of)
        outside = self._put_right(self._others(self.blurred, of), rest)
        enough = inside >= self._needed(of) and outside >= self._needed(rest)
        # The law, on the true counts. The room above makes sure that it decides nothing:
        # if it did, that alone would tell of somebody.
        lawful = sum(1 for answer in self.true if answer & of) >= self.floor
        return enough and lawful and self._others(self.true, of) >= self.floor

    @staticmethod
    def _others(answers: Sequence[Told], of: Told) -> int:
        """How many told us something, and none of these."""
        return sum(1 for answer in answers if answer and not answer & of)

    def _share(self, of: Told) -> float:
        return len(of) / (self.headings + 1)

    def _needed(self, of: Told) -> int:
        """The floor, and so much more that a true count below it would not be taken for one."""
        share, members = self._share(of), len(self.blurred)
        out = LOT * (1 - share) * (1 - LOT * (1 - share))  # of one who holds it
        into = LOT * share * (1 - LOT * share)  # of one who does not
        doubt = sqrt(self.floor * out + (members - self.floor) * into) / (1 - LOT)
        return ceil(self.floor + ROOM * doubt)


def near(number: float) -> int:
    """To the nearest five, and never below nothing."""
    return max(0, ROUNDED_TO * round(number / ROUNDED_TO))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
