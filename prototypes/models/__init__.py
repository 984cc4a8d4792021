"""What a session brought out, the themes it grew into, and what we try."""

from prototypes.models.ancestry import GrewFrom
from prototypes.models.output import LOOKS, Output, OutputQuerySet, clear
from prototypes.models.prototype import Prototype, PrototypeQuerySet, PrototypeStep, TeamMember
from prototypes.models.scene import Parked, Scenario, Scene
from prototypes.models.session import PrototypingSession, SessionQuerySet
from prototypes.models.table import Table, TableCode, TableCodeQuerySet, TableQuerySet
from prototypes.models.theme import Theme, ThemeOutput, ThemeQuerySet

__all__ = [
    "LOOKS",
    "GrewFrom",
    "Output",
    "OutputQuerySet",
    "Parked",
    "Prototype",
    "PrototypeQuerySet",
    "PrototypeStep",
    "PrototypingSession",
    "Scenario",
    "Scene",
    "SessionQuerySet",
    "Table",
    "TableCode",
    "TableCodeQuerySet",
    "TableQuerySet",
    "TeamMember",
    "Theme",
    "ThemeOutput",
    "ThemeQuerySet",
    "clear",
]
