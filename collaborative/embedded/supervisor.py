"""Keeps web, worker and beat running, and shows what they say."""

import os
import selectors
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .processes import Household, Program
from .where import Trouble, last_words

STEADY = 60.0  # seconds after which a program no longer counts as failing
LONGEST_PAUSE = 30.0


@dataclass
class Service:
    """A program that is started again when it stops by itself; a vital one ends everything."""

    program: Program
    process: subprocess.Popen[bytes]
    vital: bool
    started: float
    failures: int = 0
    start_at: float | None = None  # while it pauses
    rest: bytes = b""  # a line not yet whole


class Supervisor:
    """One thread for everything: a program ends with the *thread* that started it."""

    def __init__(self, household: Household, say: Callable[[str], None]) -> None:
        self._household = household
        self._say = say
        self._services: list[Service] = []
        self._outputs = selectors.DefaultSelector()
        self.ready = False

    def add(self, program: Program) -> None:
        """Start ``program`` and look after it from now on."""
        self._household.start(program)
        self.adopt(program.name)

    def adopt(self, name: str, *, vital: bool = False) -> None:
        """Look after what the household runs under ``name``, if it does."""
        found = self._household.find(name)
        if found:
            service = Service(*found, vital, time.monotonic())
            self._services.append(service)
            self._listen_to(service)

    def turn(self, seconds: float = 0.25) -> None:
        """Pass on what is said, for ``seconds`` at most, then see whether all are alive.

        Raises:
            Trouble: the database stopped, or anything before all was ready.
        """
        self._hear(seconds)
        for service in self._services:
            if service.start_at is not None:
                if time.monotonic() >= service.start_at:
                    self._start_again(service)
            elif service.process.poll() is not None:
                self._mourn(service)

    def _hear(self, seconds: float) -> bool:
        heard = self._outputs.select(seconds)
        for key, _ in heard:
            service: Service = key.data
            said = os.read(key.fd, 65536)
            if not said:
                self._outputs.unregister(key.fileobj)
            *lines, service.rest = (service.rest + said).split(b"\n")
            for line in lines:
                self._say(f"{service.program.name:6} | {line.decode(errors='replace')}")
        return bool(heard)

    def _mourn(self, service: Service) -> None:
        while self._hear(0):  # its last words
            pass
        name, code = service.program.name, service.process.returncode
        what = f"{name} stopped by itself (exit code {code})"
        if service.vital or not self.ready:
            log = service.program.output
            raise Trouble(f"{what}.\n{last_words(log) if isinstance(log, Path) else ''}".strip())
        steady = time.monotonic() - service.started > STEADY
        service.failures = 1 if steady else service.failures + 1
        pause = min(2.0 ** (service.failures - 1), LONGEST_PAUSE)
        service.start_at = time.monotonic() + pause
        self._say(f"{what}; starting it again in {pause:.0f} s")

    def _start_again(self, service: Service) -> None:
        if service.process.stdout:
            with suppress(KeyError):  # what it started may still hold the pipe open
                self._outputs.unregister(service.process.stdout)
        service.process = self._household.start(service.program)
        service.started, service.start_at, service.rest = time.monotonic(), None, b""
        self._listen_to(service)

    def _listen_to(self, service: Service) -> None:
        if service.process.stdout:
            self._outputs.register(service.process.stdout, selectors.EVENT_READ, service)
