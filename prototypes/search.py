"""Finding words again: what was said, and what themes are called."""

from __future__ import annotations

from collaborative.finding import matching
from collaborative.search import MOST, Result, sources
from members.models import Membership
from prototypes.models import Output, Theme


def said(viewer: Membership, words: str) -> list[Result]:
    """Notes that everybody here may read, newest first; the session they come from leads on."""
    here = Output.objects.visible_to(viewer.person).filter(collaborative=viewer.collaborative)
    notes = (
        matching(here, "words", words=words)
        .select_related("session__collaborative")
        .order_by("near", "-pk")[:MOST]
    )
    return [
        Result(f"Said in “{note.session}”", note.said, note.session.get_absolute_url())
        for note in notes
    ]


def called(viewer: Membership, words: str) -> list[Result]:
    """Themes with these words in their name, or in what they promise and what makes them hard."""
    here = Theme.objects.visible_to(viewer.person).filter(collaborative=viewer.collaborative)
    themes = matching(here, "name", "promise", "difficulty", words=words)
    return [
        Result(theme.name, theme.promise, theme.get_absolute_url())
        for theme in themes.order_by("near", "name")[:MOST]
    ]


sources.announce("What was said", said)
sources.announce("Themes", called)
