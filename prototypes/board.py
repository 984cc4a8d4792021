"""Themes with a few of the words under them: read in a fixed number of queries, however many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, Count, Value, When, Window
from django.db.models.functions import Coalesce, Lower, RowNumber

from prototypes.models import Output, OutputQuerySet, Theme, ThemeOutput, ThemeQuerySet


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


IN_TREE = ("root", "below", "called", "pk")  # a theme, then those under it, by name


def in_tree(themes: ThemeQuerySet) -> ThemeQuerySet:
    """Adds the columns of ``IN_TREE``."""
    return themes.select_related("parent").annotate(
        root=Lower(Coalesce("parent__name", "name")),
        below=Case(When(parent=None, then=Value(0)), default=Value(1)),
        called=Lower("name"),
    )


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
