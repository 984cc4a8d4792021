"""What takes longer than a page may. An app announces it; the rows of its own table are the queue.

The broker carries only "look now": when it is gone, the next beat finds the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from collaborative.registry import Registry

# work(): does what waits, and says how much it was.
work: Registry[Callable[[], int]] = Registry()


@contextmanager
def alone(kind: int, pk: int) -> Iterator[bool]:
    """Whether nobody else is at it; the lock goes with this connection, however it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [kind, pk])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [kind, pk])
