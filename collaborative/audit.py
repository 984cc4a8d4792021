"""Who did what to which row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models

from collaborative.models import AuditEntry

if TYPE_CHECKING:
    from members.models import User


def record(*, actor: User | None, verb: str, target: models.Model) -> None:
    """Note the deed in the caller's transaction; ``actor`` is None for the software itself."""
    AuditEntry.objects.create(
        actor=actor, verb=verb, target=f"{target._meta.label_lower}:{target.pk}"
    )


def record_each(*, actor: User | None, verb: str, targets: Iterable[str]) -> None:
    """The same deed to several rows, each named like ``members.user:12``; one statement."""
    AuditEntry.objects.bulk_create(
        AuditEntry(actor=actor, verb=verb, target=target) for target in targets
    )
