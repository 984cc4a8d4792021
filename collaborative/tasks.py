"""What Celery carries: nothing. Losing a tick loses nothing; the next one finds the same rows."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from collaborative import files, outbox, pulse, sending
from collaborative.chores import chores
from collaborative.letters import kinds
from collaborative.work import work


@shared_task(ignore_result=True)
def tick(limit: int = 200) -> None:
    """Plan what is due, send what waits."""
    pulse.beat()
    for name, kind in kinds.items():
        if kind.due is not None:
            outbox.plan(name, kind.due())
    sending.drain(limit)
    pulse.sent()


@shared_task(ignore_result=True)
def do_work() -> None:
    """Make what takes longer than a page may, such as the files of a report."""
    for each in work.values():
        each()


@shared_task(ignore_result=True)
def tidy() -> None:
    """Let go of what we said we would not keep."""
    now = timezone.now()
    outbox.wipe_old_bodies(now=now)
    files.remove_ended(now=now)
    for chore in chores.values():
        chore(now)
