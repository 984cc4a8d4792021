"""Processes that end with the one that started them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from .where import ROOT, as_child


@dataclass(frozen=True, kw_only=True)
class Program:
    """What to run, and how to end it.

    ``output`` is a file, PIPE, DEVNULL (which leaves us the errors), or None for ours.
    """

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    folder: Path = ROOT
    output: Path | int | None = None
    stop: signal.Signals = signal.SIGTERM
    patience: float = 5
    as_server: bool = False
    sockets: Sequence[int] = ()


class Household:
    """Start programs; on leaving, end them, the last started first.

    Each has a session of its own, or Ctrl-C would reach the database and the
    worker at the same time. ``keep`` are files that the guard holds open until
    all is ended: the lock on a checkout is one.
    """

    def __init__(self, *folders: Path, keep: Sequence[int] = ()) -> None:
        self._folders = folders
        self._running: dict[str, tuple[Program, subprocess.Popen[bytes]]] = {}
        self._guard = subprocess.Popen(
            [sys.executable, "-m", "collaborative.embedded.guard"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=keep,
        )
        self._write_will()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for program, process in reversed(self._running.values()):
            _end(program, process)
        self._running.clear()
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)
        self._write_will()
        self._guard.communicate()

    def start(self, program: Program) -> subprocess.Popen[bytes]:
        """Start ``program``; started again, it keeps its place in the order of ending."""
        before = self._running.get(program.name)
        if before:
            _end(*before)
        with ExitStack() as files:
            output = program.output
            if isinstance(output, Path):
                output = files.enter_context(output.open("wb")).fileno()
            process = subprocess.Popen(
                as_child(program.argv, stop=program.stop, as_server=program.as_server),
                cwd=program.folder,
                env=program.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=None if output in (None, subprocess.DEVNULL) else subprocess.STDOUT,
                start_new_session=True,
                pass_fds=program.sockets,
            )
        self._running[program.name] = program, process
        self._write_will()
        return process

    def find(self, name: str) -> tuple[Program, subprocess.Popen[bytes]] | None:
        """What runs under this name; None for a server that somebody else runs."""
        return self._running.get(name)

    def run(self, program: Program) -> int:
        """Run ``program`` to its end and return its exit code."""
        code = self.start(program).wait()
        del self._running[program.name]
        self._write_will()
        return code

    def _write_will(self) -> None:
        processes = [
            (process.pid, program.stop, program.patience)
            for program, process in reversed(self._running.values())
        ]
        will = {"processes": processes, "folders": [str(folder) for folder in self._folders]}
        assert self._guard.stdin  # noqa: S101 -- for the type checker: we asked for a pipe
        self._guard.stdin.write(json.dumps(will).encode() + b"\n")
        self._guard.stdin.flush()


def _end(program: Program, process: subprocess.Popen[bytes]) -> None:
    end(process.pid, program.stop, program.patience, lambda: process.poll() is not None)
    process.wait()
    if process.stdout:
        process.stdout.close()


def end(pid: int, sign: int, patience: float, gone: Callable[[], bool]) -> None:
    """Ask a process to stop; after ``patience`` seconds, kill. Nobody of its group stays."""
    if not gone():
        os.kill(pid, sign)
    deadline = time.monotonic() + patience
    while not gone() and time.monotonic() < deadline:
        time.sleep(0.02)
    with suppress(OSError):
        os.killpg(pid, signal.SIGKILL)


def is_gone(pid: int) -> bool:
    """Whether no such process is left; for those that are not our children."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # it is there, and somebody else's
        pass
    return False
