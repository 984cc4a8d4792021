"""Copies to take along: asked for on a page, made in the background, kept for thirty days.

The broker carries only "look now". When it is away, or nobody has looked for a
minute, the page that waits makes the copy itself: nobody is kept from what is
theirs by a machine that sleeps.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.core.signing import TimestampSigner
from django.db import transaction
from django.utils import timezone

from collaborative import audit, files
from collaborative.chores import chores
from collaborative.models import StoredFile
from collaborative.nudge import send_work
from collaborative.registry import Registry
from collaborative.work import alone, work
from members.models import Collaborative, Copy, Membership, User

logger = structlog.get_logger(__name__)

State = Copy.State
OURS = 20110721  # the class of our locks
LONG_ENOUGH = timedelta(minutes=1)
GOOD_FOR = timedelta(hours=1)

# What one holds, as the bytes of a zip: "person" and "place".
fillings: Registry[Callable[[Copy], bytes]] = Registry()


@transaction.atomic
def ask(*, by: User, place: Collaborative | None = None) -> Copy:
    """Have a copy made; the one that waits already, where there is one."""
    copy, new = Copy.objects.get_or_create(owner=by, collaborative=place, state=State.WAITING)
    if new:
        audit.record(actor=by, verb="copy.ask", target=copy)
    transaction.on_commit(lambda: None if send_work() else make(copy.pk))
    return copy


def make_waiting() -> int:
    """Make every copy that waits; say how many are ready."""
    waiting = Copy.objects.filter(state=State.WAITING).order_by("pk")
    return sum(make(pk) for pk in waiting.values_list("pk", flat=True))


def is_late(copy: Copy) -> bool:
    """Whether nobody has come for it in a minute."""
    return copy.is_at_work and timezone.now() - copy.asked_at > LONG_ENOUGH


def make(pk: int) -> bool:
    """Make one, unless somebody else does; the row of its file comes after the last byte."""
    with alone(OURS, pk) as mine:
        copy = Copy.objects.select_related("owner", "collaborative").filter(pk=pk).first()
        if not mine or copy is None or not copy.is_at_work:
            return False
        try:
            with transaction.atomic():
                return _make(copy)
        except OSError as error:
            logger.warning("copy not made", error=type(error).__name__)
            Copy.objects.filter(pk=pk, state=State.WAITING).update(state=State.NOT_MADE)
            return False


def _make(copy: Copy) -> bool:
    content = fillings["place" if copy.collaborative_id else "person"](copy)
    row = files.store(content=content, content_type="application/zip", owner=copy.owner)
    now = timezone.now()
    Copy.objects.filter(pk=copy.pk).update(state=State.READY, made_at=now, file=row)
    return True


def again(copy: Copy) -> None:
    """Once more, where the first try found no room on the disk."""
    if Copy.objects.filter(pk=copy.pk, state=State.NOT_MADE).update(
        state=State.WAITING, asked_at=timezone.now()
    ):
        transaction.on_commit(lambda: None if send_work() else make(copy.pk))


def token(copy: Copy) -> str:
    """Opens its file for an hour, and nothing else."""
    return signer(copy.key).sign("zip")


def signer(key: str) -> TimestampSigner:
    return TimestampSigner(salt=f"members.copy.{key}", sep="~")


def forget(*, owner: User) -> None:
    """No copy outlives its owner's card."""
    Copy.objects.filter(owner=owner).delete()


def forget_of(place: int) -> None:
    """Take back copies of a collaborative: somebody in them has left without a name."""
    held = Copy.objects.filter(collaborative=place)
    for row in StoredFile.objects.filter(pk__in=held.exclude(file=None).values("file")):
        files.remove(row)
    held.delete()


def let_go(card: Membership) -> None:
    forget_of(card.collaborative_id)


def forget_old(now: datetime) -> int:
    """The row goes with its file."""
    return Copy.objects.filter(asked_at__lt=now - files.KEPT).delete()[0]


work.announce("copies", make_waiting)
chores.announce("copies", forget_old)
