"""Where a note stands on the roadmap: for the slip that a table took home."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from prototypes.became import became
from prototypes.models import ThemeOutput
from roadmap.models import Evidence


def on_the_roadmap(notes: Collection[int]) -> dict[int, list[str]]:
    """Items that rest on the note itself, or on a theme that it joined."""
    themes: dict[int, set[int]] = defaultdict(set)
    for output, theme in ThemeOutput.objects.filter(output__in=notes).values_list(
        "output", "theme"
    ):
        themes[theme].add(output)
    rows = Evidence.objects.filter(
        Q(output__in=notes) | Q(theme__in=themes), item__isnull=False
    ).select_related("item")
    lines: dict[int, set[str]] = defaultdict(set)
    for row in rows.order_by("item__number"):
        stands = f"{row.item.title}: {row.item.get_state_display().lower()}"
        for note in themes[row.theme_id] if row.theme_id else {row.output_id}:
            if note is not None:
                lines[note].add(stands)
    return {note: sorted(found) for note, found in lines.items()}


became.announce("on the roadmap", on_the_roadmap)
