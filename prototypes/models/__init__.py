"""What a session brought out, the themes it grew into, and what we try."""

from prototypes.models.ancestry import GrewFrom
from prototypes.models.asking import Meant, Question, Reframe
from prototypes.models.chart import FlipChart
from prototypes.models.cycle import CycleQuerySet, TestCycle
from prototypes.models.evidence import EvidenceCard, EvidenceFor
from prototypes.models.inspiration import Inspiration
from prototypes.models.learning import Learning, LearningEvidence, LearningQuerySet
from prototypes.models.output import LOOKS, Output, OutputQuerySet, clear
from prototypes.models.permission import (
    Body,
    BodyName,
    Permission,
    PermissionQuerySet,
    PermissionStep,
    RedTape,
)
from prototypes.models.prototype import (
    Credit,
    Prototype,
    PrototypeQuerySet,
    PrototypeStep,
    TeamMember,
)
from prototypes.models.scene import Parked, Scenario, Scene
from prototypes.models.session import PrototypingSession, SessionQuerySet
from prototypes.models.sides import Tension
from prototypes.models.slip import Slip
from prototypes.models.table import Table, TableCode, TableCodeQuerySet, TableQuerySet
from prototypes.models.theme import Theme, ThemeOutput, ThemeQuerySet
from prototypes.models.theme_step import ThemeStep, ThemeStepWords
from prototypes.models.together import ServiceModel
from prototypes.models.visiting import VisitingHelp

__all__ = [
    "LOOKS",
    "Body",
    "BodyName",
    "Credit",
    "CycleQuerySet",
    "EvidenceCard",
    "EvidenceFor",
    "FlipChart",
    "GrewFrom",
    "Inspiration",
    "Learning",
    "LearningEvidence",
    "LearningQuerySet",
    "Meant",
    "Output",
    "OutputQuerySet",
    "Parked",
    "Permission",
    "PermissionQuerySet",
    "PermissionStep",
    "Prototype",
    "PrototypeQuerySet",
    "PrototypeStep",
    "PrototypingSession",
    "Question",
    "RedTape",
    "Reframe",
    "Scenario",
    "Scene",
    "ServiceModel",
    "SessionQuerySet",
    "Slip",
    "Table",
    "TableCode",
    "TableCodeQuerySet",
    "TableQuerySet",
    "TeamMember",
    "Tension",
    "TestCycle",
    "Theme",
    "ThemeOutput",
    "ThemeQuerySet",
    "ThemeStep",
    "ThemeStepWords",
    "VisitingHelp",
    "clear",
]
