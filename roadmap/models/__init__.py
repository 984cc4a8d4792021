"""Now, next, wow: what the forum wants, the words under it, and every move for good."""

from roadmap.models.body import BodyNeeded
from roadmap.models.evidence import Evidence
from roadmap.models.following import Following
from roadmap.models.horizon import Horizon
from roadmap.models.item import CARD, QUIET, Area, RoadmapItem, RoadmapItemQuerySet, StuckOn
from roadmap.models.move import Move, MoveWords
from roadmap.models.outcome import ItemOutcome, Outcome
from roadmap.models.preset import Preset
from roadmap.models.report import Report, ReportFile
from roadmap.models.snapshot import Snapshot, SnapshotWords
from roadmap.models.statement import Statement, StatementLearning, StatementWords
from roadmap.models.update import Update

__all__ = [
    "CARD",
    "QUIET",
    "Area",
    "BodyNeeded",
    "Evidence",
    "Following",
    "Horizon",
    "ItemOutcome",
    "Move",
    "MoveWords",
    "Outcome",
    "Preset",
    "Report",
    "ReportFile",
    "RoadmapItem",
    "RoadmapItemQuerySet",
    "Snapshot",
    "SnapshotWords",
    "Statement",
    "StatementLearning",
    "StatementWords",
    "StuckOn",
    "Update",
]
