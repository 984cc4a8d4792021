"""The site as production serves it, on the database of the tests: started, killed, and again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from subprocess import Popen
from urllib.parse import urlsplit

from django.db import connection

from collaborative.embedded.processes import Household, Program
from collaborative.embedded.where import ROOT

PATIENCE = 60


def database() -> str:
    """The address of the database that this test stands on."""
    ours = urlsplit(os.environ["DATABASE_URL"])
    return ours._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        return port


class Served:
    """gunicorn with the project's own configuration; its port stays, however often it starts."""

    def __init__(
        self,
        household: Household,
        log: Path,
        wsgi: str = "collaborative.wsgi",
        alive: str = "/healthz",
        **told: str,
    ) -> None:
        self.household, self.log, self.wsgi = household, log, wsgi
        self.environment = os.environ | {"DATABASE_URL": database()} | told
        self.port = free_port()
        self.process = self._start()
        self.starts = 1
        self.is_up(alive)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def restart(self, sign: signal.Signals = signal.SIGKILL) -> None:
        """Killed as by a power cut, or asked to go; the new one is not waited for."""
        os.killpg(self.process.pid, sign)
        self.process.wait(timeout=PATIENCE)
        self.process = self._start()
        self.starts += 1

    def is_up(self, path: str = "/healthz") -> None:
        """Wait until it answers."""
        end = time.monotonic() + PATIENCE
        while not self._answers(path):
            assert time.monotonic() < end, self.log.read_text()[-2000:]
            time.sleep(0.1)

    def _answers(self, path: str) -> bool:
        asked = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asked.request("GET", path)
            return asked.getresponse().status < 500
        except OSError:
            return False
        finally:
            asked.close()

    def _start(self) -> Popen[bytes]:
        gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}"]
        return self.household.start(
            Program(
                name=self.wsgi,
                argv=[*gunicorn, self.wsgi],
                environment=self.environment,
                output=self.log,
            )
        )


def collect_static() -> None:
    """Into the checkout, as the bench does: that is where a server looks."""
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, check=True)


@contextmanager
def served(folder: Path, **told: str) -> Iterator[Served]:
    """Up and answering; gone afterwards."""
    collect_static()
    with Household() as household:
        yield Served(household, folder / "web.log", **told)
