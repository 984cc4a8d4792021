"""Private files: kept under random names, given only to whom a view lets have them.

What was made for its owner comes as a download; what we have drawn ourselves is shown.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone

from collaborative.keys import new_key
from collaborative.models import StoredFile

if TYPE_CHECKING:
    from members.models import User

KEPT = timedelta(days=30)


def store(*, content: bytes, content_type: str, owner: User, for_good: bool = False) -> StoredFile:
    """Keep bytes for ``owner``; the random name says nothing of what is in them.

    ``for_good``: until they are taken out, or their owner leaves.
    """
    until = None if for_good else timezone.now() + KEPT
    row = StoredFile(content_type=content_type, owner=owner, not_after=until)
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


def show(row: StoredFile) -> HttpResponse:
    """The bytes on a page, never under a name; only for what this software has drawn itself.

    Raises:
        Http404: the row is there and the bytes are not, as after a careless restore.
    """
    try:
        with row.file.open("rb") as content:
            return HttpResponse(content.read(), content_type=row.content_type)
    except FileNotFoundError as missing:
        raise Http404 from missing


def remove(row: StoredFile) -> None:
    """Bytes and row."""
    row.file.delete(save=False)
    row.delete()


def remove_ended(*, now: datetime) -> int:
    """Remove files whose time is over, bytes and rows; return how many."""
    ended = list(StoredFile.objects.filter(not_after__lt=now))
    for row in ended:
        remove(row)
    return len(ended)
