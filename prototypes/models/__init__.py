"""What a session brought out: outputs as they were said, and the themes they grew into."""

from prototypes.models.output import LOOKS, Output, OutputQuerySet, clear
from prototypes.models.session import PrototypingSession, SessionQuerySet, Table, TableQuerySet
from prototypes.models.theme import Theme, ThemeOutput, ThemeQuerySet

__all__ = [
    "LOOKS",
    "Output",
    "OutputQuerySet",
    "PrototypingSession",
    "SessionQuerySet",
    "Table",
    "TableQuerySet",
    "Theme",
    "ThemeOutput",
    "ThemeQuerySet",
    "clear",
]
