"""What is growing here too: themes whose notes use the same words, as PostgreSQL compares them.

Offered, never decided: two notes may use the same words and mean opposite things.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.postgres.lookups import TrigramSimilar
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Max, Value

from prototypes.models import Output, OutputQuerySet, Theme, ThemeOutput

MOST = 3
LONGEST = 300  # letters to compare: the beginning of a long note says what it is about


def likest(note: Output) -> OutputQuerySet:
    """Other notes here with like words, likest first; an index finds them."""
    words = note.words[:LONGEST]
    found = Output.objects.filter(
        TrigramSimilar(F("words"), Value(words)),
        collaborative=note.collaborative_id,
        taken_back_at=None,
    )
    return found.exclude(pk=note.pk).order_by(TrigramSimilarity("words", words).desc(), "pk")


def themes_alike(note: Output, themes: Sequence[Theme]) -> list[Theme]:
    """Those of ``themes`` under which the likest notes stand; one query."""
    words = note.words[:LONGEST]
    rows = (
        ThemeOutput.objects.filter(output__in=likest(note).values("pk")[:30])
        .values("theme")
        .annotate(like=Max(TrigramSimilarity("output__words", words)))
        .order_by("-like")
    )
    by_pk = {theme.pk: theme for theme in themes}
    return [by_pk[row["theme"]] for row in rows if row["theme"] in by_pk][:MOST]
