"""Zip files whose bytes depend on what is in them and on nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime


def pack(files: Iterable[tuple[str, bytes]], when: datetime) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            packed.writestr(entry, content)
    return out.getvalue()


def repack(content: bytes, when: datetime) -> bytes:
    """The same files in the same order, all of one time."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = [(name, packed.read(name)) for name in packed.namelist()]
    return pack(files, when)
