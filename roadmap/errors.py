"""What can go wrong on the roadmap, each with what the viewer needs to hear."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roadmap.models import Move, RoadmapItem, Statement


class MovedMeanwhile(Exception):
    """Somebody moved the item after this form was made; ``item`` is as it stands now."""

    def __init__(self, item: RoadmapItem, last: Move | None) -> None:
        super().__init__()
        self.item = item
        self.last = last


class ChangedMeanwhile(Exception):
    """Somebody wrote the card anew after this form was made; ``item`` is as it stands now."""

    def __init__(self, item: RoadmapItem) -> None:
        super().__init__()
        self.item = item


class NotADay(ValueError):
    """What was typed is no day that we can show; the message says so to the one who typed."""


class AdoptedMeanwhile(Exception):
    """Somebody kept another version after this form was made; ``last`` is the newest."""

    def __init__(self, last: Statement | None) -> None:
        super().__init__()
        self.last = last


class StillStands(Exception):
    """The words of today are not struck out: others are agreed on first."""
