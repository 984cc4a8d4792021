"""What a session brought out, the themes it grew into, and what we try."""

from prototypes.models.ancestry import GrewFrom
from prototypes.models.cycle import CycleQuerySet, TestCycle
from prototypes.models.inspiration import Inspiration, WhyNotHere
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
from prototypes.models.prototype import Prototype, PrototypeQuerySet, PrototypeStep, TeamMember
from prototypes.models.scene import Parked, Scenario, Scene
from prototypes.models.session import PrototypingSession, SessionQuerySet
from prototypes.models.table import Table, TableCode, TableCodeQuerySet, TableQuerySet
from prototypes.models.theme import Theme, ThemeOutput, ThemeQuerySet

__all__ = [
    "LOOKS",
    "Body",
    "BodyName",
    "CycleQuerySet",
    "GrewFrom",
    "Inspiration",
    "Learning",
    "LearningEvidence",
    "LearningQuerySet",
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
    "RedTape",
    "Scenario",
    "Scene",
    "SessionQuerySet",
    "Table",
    "TableCode",
    "TableCodeQuerySet",
    "TableQuerySet",
    "TeamMember",
    "TestCycle",
    "Theme",
    "ThemeOutput",
    "ThemeQuerySet",
    "WhyNotHere",
    "clear",
]
