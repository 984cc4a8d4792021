"""Issuing reports: the row first, then its files one by one, in the background.

The queue is the table. Whoever makes a report holds a lock of the database's
session on it, so that it is free again at once when a worker is killed; files
get their rows together, after the last byte of the last one.
"""

from __future__ import annotations

import errno
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress

import structlog
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from collaborative import audit
from collaborative.nudge import send_work
from collaborative.work import alone, work
from members.models import Collaborative, Membership, User
from roadmap import reports, telling
from roadmap.models import Report, ReportFile
from roadmap.papers.formats import FORMATS
from roadmap.papers.tree import check_code

logger = structlog.get_logger(__name__)

State = Report.State
OURS = 20110720  # the class of our locks; the report's key is the other half
PATIENCE = 400  # seconds for one file


@transaction.atomic
def issue(
    *,
    by: Membership,
    audience: str,
    found: reports.Report,
    horizons: list[str] | None = None,
    parts: list[str] | None = None,
) -> Report:
    """Freeze what the report says, give it the next number, and have its files made."""
    place = Collaborative.objects.select_for_update(no_key=True).get(pk=by.collaborative_id)
    last = Report.objects.filter(collaborative=place).aggregate(last=Max("number"))["last"]
    number = (last or 0) + 1
    tree = telling.tell(
        found, audience=audience, number=number, horizons=horizons or (), parts=parts or ()
    )
    report = Report.objects.create(
        collaborative=place,
        number=number,
        audience=audience,
        since=found.since,
        on=found.on,
        tree=tree,
        check_code=check_code(tree),
    )
    audit.record(actor=by.person, verb="report.issue", target=report)
    transaction.on_commit(send_work)
    return report


def again(*, report: Report, by: Membership) -> bool:
    """Make the files after all, or anew; False where there is nothing to make them from."""
    idle = [State.NOT_MADE, State.CANCELLED, State.READY]
    with transaction.atomic():
        changed = Report.objects.filter(pk=report.pk, state__in=idle).update(
            state=State.WAITING, step=0, trouble=""
        )
        if changed:
            audit.record(actor=by.person, verb="report.again", target=report)
            transaction.on_commit(send_work)
    return bool(changed)


def stop(*, report: Report, by: Membership) -> bool:
    """No files; those being made are thrown away."""
    with transaction.atomic():
        at_work = [State.WAITING, State.MAKING]
        changed = Report.objects.filter(pk=report.pk, state__in=at_work).update(
            state=State.CANCELLED
        )
        if changed:
            audit.record(actor=by.person, verb="report.stop", target=report)
    return bool(changed)


@transaction.atomic
def withdraw(report: Report, *, by: User | None) -> None:
    """Take back what it says and its files; that there was one stays, with its check code."""
    names = list(ReportFile.objects.filter(report=report).values_list("file", flat=True))
    ReportFile.objects.filter(report=report).delete()
    Report.objects.filter(pk=report.pk).update(state=State.WITHDRAWN, tree={}, trouble="")
    audit.record(actor=by, verb="report.withdraw", target=report)
    transaction.on_commit(lambda: _delete(names))


def make_waiting() -> int:
    """Make every report that waits, or that a worker left half made; say how many are ready."""
    made = 0
    for pk in Report.objects.filter(state__in=[State.WAITING, State.MAKING]).values_list(
        "pk", flat=True
    ):
        with alone(OURS, pk) as mine:
            made += mine and _make(pk)
    return made


def _make(pk: int) -> bool:
    report = Report.objects.get(pk=pk)
    if not _go_on(report, step=0):
        return False
    kept: dict[str, tuple[str, int, str]] = {}
    try:
        for step, name in enumerate(FORMATS, start=1):
            content = render(name, report.tree)
            kept[name] = (_keep(report, name, content), len(content), _digest(content))
            if not _go_on(report, step=step):
                _throw_away(kept)
                return False
        return _ready(report, kept)
    except (OSError, subprocess.SubprocessError) as error:
        _throw_away(kept)
        trouble = _trouble(error)
        logger.warning("report not made", trouble=trouble, error=type(error).__name__)
        Report.objects.filter(pk=pk, state=State.MAKING).update(
            state=State.NOT_MADE, trouble=trouble
        )
        return False


def _go_on(report: Report, *, step: int) -> bool:
    """Note how far it is; False once somebody has stopped it."""
    return bool(
        Report.objects.filter(pk=report.pk, state__in=[State.WAITING, State.MAKING]).update(
            state=State.MAKING, step=step
        )
    )


def render(name: str, tree: object) -> bytes:
    """One file, in a process of its own: its memory goes with it, and its troubles too."""
    done = subprocess.run(  # noqa: S603 -- our own module
        [sys.executable, "-m", "roadmap.papers", name],
        input=json.dumps(tree).encode(),
        capture_output=True,
        check=True,
        timeout=PATIENCE,
        cwd=settings.BASE_DIR,
        env={"PYTHONPATH": str(settings.BASE_DIR), "PATH": "/usr/bin:/bin"},
    )
    return done.stdout


def _keep(report: Report, name: str, content: bytes) -> str:
    """Write it where a worker killed before would have, so that nothing is left lying about."""
    path = f"reports/{report.key}/{name}"
    default_storage.delete(path)
    try:
        kept = default_storage.save(path, ContentFile(content))
    except OSError:
        with suppress(OSError):
            default_storage.delete(path)  # the part that found room
        raise
    if default_storage.size(kept) != len(content):
        raise OSError(errno.ENOSPC, "the file is shorter than what was written")
    return kept


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _throw_away(kept: dict[str, tuple[str, int, str]]) -> None:
    _delete([path for path, _, _ in kept.values()])


def _delete(paths: Iterable[str]) -> None:
    for path in paths:
        with suppress(OSError):
            default_storage.delete(path)


@transaction.atomic
def _ready(report: Report, kept: dict[str, tuple[str, int, str]]) -> bool:
    """All rows at once, unless it was stopped or withdrawn meanwhile."""
    still = Report.objects.filter(pk=report.pk, state=State.MAKING)
    if not still.update(state=State.READY, made_at=timezone.now()):
        _throw_away(kept)
        return False
    ReportFile.objects.filter(report=report).delete()
    ReportFile.objects.bulk_create(
        ReportFile(
            collaborative_id=report.collaborative_id,
            report=report,
            format=name,
            file=path,
            size=size,
            digest=digest,
        )
        for name, (path, size, digest) in kept.items()
    )
    return True


def _trouble(error: Exception) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return Report.Trouble.TOO_LONG
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return Report.Trouble.DISK if full else Report.Trouble.OTHER


def is_whole(file: ReportFile) -> bool:
    """Whether all of it is there: what was cut short is not served."""
    try:
        return bool(file.file.size == file.size)
    except OSError:
        return False


work.announce("reports", make_waiting)
