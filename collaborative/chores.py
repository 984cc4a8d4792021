"""What must be let go of in time. An app announces a chore; ``tidy`` runs it every hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from collaborative.registry import Registry

# chore(now): lets go of what is over then, and says how much it was.
chores: Registry[Callable[[datetime], int]] = Registry()
