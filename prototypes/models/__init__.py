"""What a session brought out: outputs as they were said, and the themes they grew into."""

from prototypes.models.output import LOOKS, Output, OutputQuerySet, clear
from prototypes.models.scene import Parked, Scenario, Scene
from prototypes.models.session import PrototypingSession, SessionQuerySet
from prototypes.models.table import Table, TableCode, TableCodeQuerySet, TableQuerySet
from prototypes.models.theme import Theme, ThemeOutput, ThemeQuerySet

__all__ = [
    "LOOKS",
    "Output",
    "OutputQuerySet",
    "Parked",
    "PrototypingSession",
    "Scenario",
    "Scene",
    "SessionQuerySet",
    "Table",
    "TableCode",
    "TableCodeQuerySet",
    "TableQuerySet",
    "Theme",
    "ThemeOutput",
    "ThemeQuerySet",
    "clear",
]
