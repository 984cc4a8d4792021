"""Now, next, wow: what the forum wants, the words under it, and every move for good."""

from roadmap.models.evidence import Evidence
from roadmap.models.horizon import Horizon
from roadmap.models.item import RoadmapItem, RoadmapItemQuerySet
from roadmap.models.move import Move, MoveWords
from roadmap.models.report import Report, ReportFile
from roadmap.models.update import Update

__all__ = [
    "Evidence",
    "Horizon",
    "Move",
    "MoveWords",
    "Report",
    "ReportFile",
    "RoadmapItem",
    "RoadmapItemQuerySet",
    "Update",
]
