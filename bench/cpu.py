"""CPU time of processes, as Linux accounts for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
TICK = 1 / os.sysconf("SC_CLK_TCK")


def _fields(pid: int) -> list[str]:
    """From ``state`` on: the name before it may hold blanks and brackets."""
    return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()


def seconds(pid: int) -> float:
    """User and system time of a process and of its children that have ended."""
    return sum(map(int, _fields(pid)[11:15])) * TICK


def children(pid: int) -> list[int]:
    return [other for other in _all() if _parent(other) == pid]


def backends(postmaster: int, database: str) -> list[int]:
    """The processes of PostgreSQL that serve clients of one database."""
    mark = f"postgres: app {database} ".encode()
    return [pid for pid in children(postmaster) if _title(pid).startswith(mark)]


def _all() -> Iterator[int]:
    return (int(entry.name) for entry in PROC.iterdir() if entry.name.isdecimal())


def _parent(pid: int) -> int:
    try:
        return int(_fields(pid)[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _title(pid: int) -> bytes:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""
