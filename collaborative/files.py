"""Private files: kept under random names, given only to their owner, always as a download."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.http import FileResponse
from django.utils import timezone

from collaborative.keys import new_key
from collaborative.models import StoredFile

if TYPE_CHECKING:
    from members.models import User

KEPT = timedelta(days=30)


def store(*, content: bytes, content_type: str, owner: User) -> StoredFile:
    """Keep bytes for ``owner``; the random name says nothing of what is in them."""
    row = StoredFile(content_type=content_type, owner=owner, not_after=timezone.now() + KEPT)
    row.file.save(new_key(), ContentFile(content), save=True)
    return row


def respond(row: StoredFile, *, filename: str) -> FileResponse:
    """The bytes as a download; whoever calls has asked whether the viewer may have them."""
    return FileResponse(
        row.file.open("rb"),
        as_attachment=True,
        filename=filename,
        content_type=row.content_type,
    )


def remove_ended(*, now: datetime) -> int:
    """Remove files whose time is over, bytes and rows; return how many."""
    ended = list(StoredFile.objects.filter(not_after__lt=now))
    for row in ended:
        row.file.delete(save=False)
        row.delete()
    return len(ended)
