"""Themes with a few of the words under them: read in a fixed number of queries, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Window
from django.db.models.functions import RowNumber

from prototypes.models import Output, OutputQuerySet, Theme, ThemeOutput


@dataclass
class Shown:
    """A theme as a list shows it: some of its notes, and how many there are."""

    theme: Theme
    notes: list[Output] = field(default_factory=list)
    count: int = 0
    tables: int = 0

    @property
    def others(self) -> int:
        return self.count - len(self.notes)


def in_tree(themes: Iterable[Theme]) -> list[Theme]:
    """Each theme by name, and right behind it those that stand under it."""
    under: dict[int | None, list[Theme]] = defaultdict(list)
    rows = sorted(themes, key=lambda theme: (theme.name.casefold(), theme.pk))
    there = {theme.pk for theme in rows}
    for theme in rows:
        under[theme.parent_id if theme.parent_id in there else None].append(theme)

    def walk(top: int | None) -> Iterator[Theme]:
        for theme in under[top]:
            yield theme
            yield from walk(theme.pk)

    return list(walk(None))


def beneath(theme: Theme, themes: Iterable[Theme]) -> set[int]:
    """Primary keys of the theme and of all that stand under it, on whichever floor."""
    rows = list(themes)
    found = {theme.pk}
    while more := {row.pk for row in rows if row.parent_id in found} - found:
        found |= more
    return found


def shown(themes: Iterable[Theme], outputs: OutputQuerySet, *, most: int) -> list[Shown]:
    """Each theme with the ``most`` notes that joined it last, out of ``outputs``; two queries."""
    found = {theme.pk: Shown(theme) for theme in themes}
    under = ThemeOutput.objects.filter(theme__in=found, output__in=outputs.values("pk"))
    counts = under.values("theme").annotate(
        notes=Count("pk"), tables=Count("output__table", distinct=True)
    )
    for row in counts:
        found[row["theme"]].count = row["notes"]
        found[row["theme"]].tables = row["tables"]
    nth = Window(RowNumber(), partition_by="theme", order_by="-pk")
    for placed in under.annotate(nth=nth).filter(nth__lte=most).select_related("output"):
        found[placed.theme_id].notes.append(placed.output)
    return list(found.values())
