"""What a session brought out, the themes it grew into, and what we try."""

from prototypes.models.ancestry import GrewFrom
from prototypes.models.output import LOOKS, Output, OutputQuerySet, clear
from prototypes.models.prototype import Prototype, PrototypeQuerySet, PrototypeStep, TeamMember
from prototypes.models.session import PrototypingSession, SessionQuerySet, Table, TableQuerySet
from prototypes.models.theme import Theme, ThemeOutput, ThemeQuerySet

__all__ = [
    "LOOKS",
    "GrewFrom",
    "Output",
    "OutputQuerySet",
    "Prototype",
    "PrototypeQuerySet",
    "PrototypeStep",
    "PrototypingSession",
    "SessionQuerySet",
    "Table",
    "TableQuerySet",
    "TeamMember",
    "Theme",
    "ThemeOutput",
    "ThemeQuerySet",
    "clear",
]
