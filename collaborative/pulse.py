"""Is the background alive? The last tick leaves a mark; ``/readyz`` looks at its age."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

KEY = "last-tick"
STALE = timedelta(minutes=3)


def beat() -> None:
    cache.set(KEY, timezone.now(), timeout=24 * 3600)


def is_fresh(*, now: datetime) -> bool:
    """Whether beat and worker together ran a tick lately. False too while the cache is away."""
    last = cache.get(KEY)
    return last is not None and now - last < STALE
