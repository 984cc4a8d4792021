"""What takes longer than a page may. An app announces it; the rows of its own table are the queue.

The broker carries only "look now": when it is gone, the next beat finds the same rows.
"""

from __future__ import annotations

from collections.abc import Callable

from collaborative.registry import Registry

# work(): does what waits, and says how much it was.
work: Registry[Callable[[], int]] = Registry()
