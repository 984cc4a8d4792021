"""Files that people send stay in memory, and only up to a size.

Django's own handlers write a bigger one to the disk under way, for anybody who
sends it to any address. Here the rest of it is counted and let go, so that the
form can say that it is too big and nothing else typed is lost.
"""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST = 12 * 1024 * 1024  # bytes of all files of one request; a photo of a new phone has about five


class InMemory(FileUploadHandler):
    """The only handler (``FILE_UPLOAD_HANDLERS``): nothing that is sent touches the disk."""

    held = 0  # of this file and those before it
    size = 0

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.content, self.size = BytesIO(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        self.held += len(raw_data)
        if self.held <= MOST:
            self.content.write(raw_data)
        else:
            self.content = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file; one that was too big is empty, with the size it really had."""
        self.content.seek(0)
        return InMemoryUploadedFile(
            file=self.content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=max(self.size, MOST + 1) if self.held > MOST else self.size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
