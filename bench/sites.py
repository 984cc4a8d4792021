"""The two sites, each served by gunicorn with this project's own configuration."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psycopg

from bench import cpu
from collaborative.embedded import postgres, valkey
from collaborative.embedded.processes import Household, Program
from collaborative.embedded.where import socket_folder

CLIENTS = 2  # as many as there are workers
AT_ONCE = 20  # requests between two looks at the clock of the CPU
MOST_LOST = 20
PATIENCE = 30
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU for ``asked`` requests, by where they went; the bytes of one answer."""

    workers: float
    backends: float
    asked: int
    size: int

    @property
    def each(self) -> float:
        return (self.workers + self.backends) / self.asked

    @property
    def part_of_backends(self) -> float:
        return self.backends / (self.workers + self.backends)


@dataclass(frozen=True)
class Site:
    """One that runs: ``web`` is gunicorn's master, ``found`` what preparing it printed."""

    port: int
    web: int
    postmaster: int
    database: str
    found: dict[str, Any]
    environment: dict[str, str]

    def run(self, module: str) -> str:
        """What a module says that is run with the surroundings of this site."""
        return _run(["-m", module], self.environment)

    def ask(
        self,
        path: str,
        times: int,
        cookie: str = "",
        coding: str = "identity",
        mark: str = "",
        forms: Sequence[str] = (),
    ) -> Cost:
        """Ask ``times`` times, a few at once, and add up the CPU time.

        A connection to the database ends after a minute, and what its backend
        has spent is lost with it: those few are asked again.
        """
        headers = {"Cookie": cookie, "Accept-Encoding": coding}
        headers |= {"If-None-Match": mark} if mark else {}
        workers = backends = 0.0
        asked = size = lost = 0
        while asked < times:
            before = self._spent()
            size = self._ask(path, AT_ONCE, headers, forms)
            after = self._spent()
            if all(was.keys() <= now.keys() for was, now in zip(before, after, strict=True)):
                workers += sum(after[0].values()) - sum(before[0].values())
                backends += sum(after[1].values()) - sum(before[1].values())
                asked += AT_ONCE
            elif (lost := lost + 1) > MOST_LOST:
                raise RuntimeError("Workers or backends keep ending while they are measured.")
        return Cost(workers, backends, asked, size)

    def _spent(self) -> tuple[dict[int, float], dict[int, float]]:
        """Of each worker and of each backend until now."""
        backends = cpu.backends(self.postmaster, self.database)
        return (
            {pid: cpu.seconds(pid) for pid in cpu.children(self.web)},
            {pid: cpu.seconds(pid) for pid in backends},
        )

    def _ask(self, path: str, times: int, headers: dict[str, str], forms: Sequence[str]) -> int:
        few = times // CLIENTS
        with ThreadPoolExecutor(CLIENTS) as pool:
            asked = [pool.submit(self._in_a_row, path, few, headers, forms) for _ in range(CLIENTS)]
            return max(each.result() for each in asked)

    def _in_a_row(
        self, path: str, times: int, headers: dict[str, str], forms: Sequence[str]
    ) -> int:
        """``forms`` are posted in turn, and answered by a redirect; without them it is a GET."""
        size = 0
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        told = {"X-Forwarded-Proto": "https"} | headers  # as a proxy with TLS says it
        told |= {"Content-Type": FORM, "Origin": f"https://127.0.0.1:{self.port}"} if forms else {}
        expected = 302 if forms else 304 if "If-None-Match" in headers else 200
        for number in range(times):
            body = forms[number % len(forms)] if forms else None
            connection.request("POST" if forms else "GET", path, body, told)
            answer = connection.getresponse()
            size = len(answer.read())
            if answer.status != expected:
                raise RuntimeError(f"{path} answered {answer.status}.")
        connection.close()
        return size


@contextmanager
def both() -> Iterator[tuple[Site, Site]]:
    """Ours with the demo in it and the bare one, on new servers of their own."""
    folder = socket_folder()
    with ExitStack() as stack:
        household = stack.enter_context(Household(folder))
        database = postgres.start(household, folder, folder, throwaway=True)
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("CREATE DATABASE bare")
        ours = {
            "DATABASE_URL": database,
            "REDIS_URL": valkey.start(household, folder, folder, throwaway=True),
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "127.0.0.1",
            "LOCAL_DIR": str(folder / "local"),
        }
        bare = {
            "DATABASE_URL": f"{database.removesuffix('/app')}/bare",
            "SECRET_KEY": secrets.token_urlsafe(50),
        }
        environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        for step in (["migrate"], ["demo"], ["collectstatic", "--no-input"]):
            _run(["manage.py", *step], environment | ours)
        yield (
            _serve(household, stack, "bench.prepare", "collaborative.wsgi", environment | ours),
            _serve(household, stack, "bench.bare.prepare", "bench.bare.wsgi", environment | bare),
        )


def _run(argv: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *argv], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(argv)}:\n{done.stderr[-2000:]}")
    return done.stdout


def _serve(
    household: Household, stack: ExitStack, prepare: str, wsgi: str, environment: dict[str, str]
) -> Site:
    found = json.loads(_run(["-m", prepare], environment).splitlines()[-1])
    door = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    web = household.start(
        Program(
            name=wsgi,
            argv=[sys.executable, "-m", "gunicorn", "--bind", f"fd://{door.fileno()}", wsgi],
            environment=environment,
            output=Path(os.devnull),
            sockets=[door.fileno()],
        )
    )
    server = household.find("database")
    assert server
    site = Site(
        port=door.getsockname()[1],
        web=web.pid,
        postmaster=server[1].pid,
        database=environment["DATABASE_URL"].rpartition("/")[2],
        found=found,
        environment=environment,
    )
    deadline = time.monotonic() + PATIENCE
    while len(cpu.children(web.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    return site
