"""Is the background alive? The last tick leaves a mark; ``/readyz`` looks at its age."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

KEY, SENT = "last-tick", "last-sending"
STALE = timedelta(minutes=3)


def beat() -> None:
    cache.set(KEY, timezone.now(), timeout=24 * 3600)


def sent() -> None:
    """The sender came to the end of what was due."""
    cache.set(SENT, timezone.now(), timeout=24 * 3600)


def is_fresh(*, now: datetime, mark: str = KEY) -> bool:
    """Whether beat and worker together ran a tick lately. False too while the cache is away."""
    last = cache.get(mark)
    return last is not None and now - last < STALE
