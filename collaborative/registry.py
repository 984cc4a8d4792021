"""What a lower floor must ask of the apps above it, they announce.

Seven registries of one shape: ``news``, ``letters``, ``came_out``, ``search``,
``takeout``, ``chores`` and ``work``. An app announces from the module of that name, imported in
its ``AppConfig.ready()``.
"""

from typing import TypeVar

T = TypeVar("T")


class Registry(dict[str, T]):
    """Things by name, in the order in which the apps stand in the settings."""

    def announce(self, name: str, thing: T) -> None:
        """Raises ValueError when the name is taken: two apps must not answer for one thing."""
        if name in self:
            raise ValueError(f"{name!r} is announced twice")
        self[name] = thing
