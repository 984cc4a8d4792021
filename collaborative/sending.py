"""Sending what is due: several senders side by side, each over one line of its own.

One that waits for a slow server holds nobody else up, and a line that stays
open saves a greeting for each letter.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection

from collaborative import outbox


def drain(limit: int) -> None:
    """Until nothing is due, or ``limit`` letters have been looked at."""
    taken = count(1)  # next() on it is one step, whichever sender asks
    if settings.LETTERS_SENDERS == 1:
        return _send(limit, taken)
    with ThreadPoolExecutor(settings.LETTERS_SENDERS) as pool:
        for sender in [
            pool.submit(_send_apart, limit, taken) for _ in range(settings.LETTERS_SENDERS)
        ]:
            sender.result()


def _send(limit: int, taken: count[int]) -> None:
    line = get_connection()
    try:
        while next(taken) <= limit and outbox.send_one(line):
            pass
    finally:
        outbox.hang_up(line)


def _send_apart(limit: int, taken: count[int]) -> None:
    """In a thread, whose connection to the database ends with it."""
    try:
        _send(limit, taken)
    finally:
        connection.close()
