"""``manage.py up`` as a whole: what it starts, what it survives, and that it leaves nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from collaborative.embedded.processes import is_gone
from collaborative.embedded.where import ROOT, data_folder

pytestmark = pytest.mark.drill

PATIENCE = 120
AS_GAMES = {"user": "games", "group": "games", "extra_groups": []}


def until(what: Callable[[], Any], seconds: float = PATIENCE) -> float:
    """Wait for ``what`` to be true; return for how long."""
    started = time.monotonic()
    while not what():
        assert time.monotonic() - started < seconds, "waited in vain"
        time.sleep(0.05)
    return time.monotonic() - started


def figures(line: str) -> None:
    sys.stdout.write(f"\n{line}\n")


def table() -> dict[int, tuple[int, str]]:
    """Every process: its parent and its command line."""
    listed = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True
    )
    rows = (line.split(None, 2) for line in listed.stdout.splitlines())
    return {int(pid): (int(parent), args) for pid, parent, args in rows}


def open_to_games(python: str) -> bool:
    try:
        return subprocess.run([python, "-c", ""], capture_output=True, **AS_GAMES).returncode == 0
    except OSError:
        return False


@dataclass
class Up:
    """A running ``manage.py up``."""

    process: subprocess.Popen[str]
    local: Path

    @property
    def state(self) -> dict[str, Any]:
        try:
            return json.loads((self.local / "run.json").read_text())
        except FileNotFoundError:
            return {}

    @property
    def said(self) -> str:
        return (self.local.parent / "said").read_text()

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.said
        return "Living Well is at" in self.said

    def family(self) -> dict[int, str]:
        """It and everything it started, by process number."""
        known, everybody = {self.process.pid}, table()
        while more := {pid for pid, (parent, _) in everybody.items() if parent in known} - known:
            known |= more
        return {pid: everybody[pid][1] for pid in known}

    def member(self, *words: str) -> int:
        """The eldest whose command line has all ``words``."""
        return min(p for p, args in self.family().items() if all(word in args for word in words))

    def get(self, path: str) -> int:
        with closing(HTTPConnection(urlsplit(self.state["address"]).netloc, timeout=10)) as asked:
            asked.request("GET", path)
            with asked.getresponse() as answer:
                return answer.status

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        url = self.state["environment"]["DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []


def start(home: Path, *argv: str, checkout: Path = ROOT, **options: Any) -> Up:
    local = home / "local"
    inherited = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG")}
    environment = inherited | {"LOCAL_DIR": str(local), "PORT": "0", "HOME": str(home)}
    argv = argv or (sys.executable, "manage.py", "up")
    with (home / "said").open("w") as said:
        process = subprocess.Popen(
            argv,
            cwd=checkout,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
            **options,
        )
    up = Up(process, local)
    until(up.is_ready)
    return up


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for one installation, with nothing of ours in the environment."""
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    folder = Path(tempfile.mkdtemp(prefix="lw-drill-", dir="/var/tmp"))
    monkeypatch.setenv("LOCAL_DIR", str(folder / "local"))
    yield folder
    shutil.rmtree(data_folder(), ignore_errors=True)
    shutil.rmtree(folder)


@pytest.fixture
def up(home: Path) -> Iterator[Up]:
    running = start(home)
    yield running
    running.process.kill()
    running.process.wait()
    until(lambda: not left(running))


def left(up: Up) -> list[Path]:
    """Sockets' folders that are still there."""
    return [folder for folder in map(Path, up.state.get("folders", [])) if folder.exists()]


def test_killed_it_leaves_nothing_and_starts_again_with_the_same_data(home: Path) -> None:
    first = start(home)
    first.query("CREATE TABLE kept AS SELECT 'said once' AS words")
    family = first.family()
    assert len(family) >= 9  # itself, guard, database, broker, web and two, worker and one, beat

    first.process.kill()
    first.process.wait()
    seconds = until(lambda: all(map(is_gone, family)), 15)
    figures(f"kill -9: {len(family)} processes gone after {seconds:.1f} s")
    until(lambda: not left(first))
    second = start(home)

    assert second.query("SELECT words FROM kept") == [("said once",)]
    assert second.state["environment"]["SECRET_KEY"] == first.state["environment"]["SECRET_KEY"]
    second.process.terminate()
    assert second.process.wait(PATIENCE) == 0


def test_started_again_at_once_it_waits_for_the_guard(home: Path) -> None:
    first = start(home)
    first.process.kill()
    first.process.wait()
    second = start(home)
    assert second.get("/readyz") == 200
    second.process.terminate()
    assert second.process.wait(PATIENCE) == 0


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_stops_in_order_and_well(sign: signal.Signals, up: Up) -> None:
    family = up.family()
    up.process.send_signal(sign)
    started = time.monotonic()
    assert up.process.wait(PATIENCE) == 0
    figures(f"{sign.name}: stopped after {time.monotonic() - started:.1f} s")

    assert all(map(is_gone, family))
    assert left(up) == []
    assert "Traceback" not in up.said


def test_another_terminal_and_a_second_start(up: Up) -> None:
    environment = {"LOCAL_DIR": str(up.local), "PATH": os.environ["PATH"], "PORT": "0"}
    shell = [
        "shell",
        "--verbosity",
        "0",
        "-c",
        "from django.db import connection as c; c.connect()",
    ]
    for argv, code in ((shell, 0), (["up"], 1)):
        done = subprocess.run(
            [sys.executable, "manage.py", *argv],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stderr
    assert done.stderr == f"This checkout is already running, at {up.state['address']}\n"


@pytest.mark.parametrize("words", [("gunicorn",), ("celery", "worker"), ("celery", "beat")])
def test_what_stops_by_itself_is_started_again(words: tuple[str, ...], up: Up) -> None:
    before = up.member(*words)
    os.kill(before, signal.SIGKILL)
    until(lambda: "starting it again in 1 s" in up.said, 30)
    until(lambda: any(all(w in a for w in words) for a in up.family().values()), 30)

    assert up.get("/readyz") == 200
    assert is_gone(before)


def test_without_its_database_everything_stops_and_says_so(up: Up) -> None:
    family = up.family()
    os.kill(up.member("bin/postgres", "-D"), signal.SIGKILL)

    assert up.process.wait(PATIENCE) == 1
    assert "database stopped by itself" in up.said
    until(lambda: all(map(is_gone, family)), 10)


def test_it_stops_with_the_program_that_called_it(home: Path) -> None:
    make = start(home, "/bin/sh", "-c", f"'{sys.executable}' manage.py up --with-starter; true")
    family = make.family()
    make.process.kill()
    make.process.wait()
    until(lambda: all(map(is_gone, family)), 30)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_runs_it_in_their_own_checkout(home: Path) -> None:
    if not open_to_games(sys.executable):
        pytest.skip("this Python is closed to an ordinary user")
    checkout = home / "checkout"
    leave = shutil.ignore_patterns(
        ".venv", ".git", ".local", "staticfiles", "__pycache__", ".*_cache"
    )
    shutil.copytree(ROOT, checkout, ignore=leave)
    subprocess.run(["chown", "-R", "games:games", home], check=True)
    up = start(home, checkout=checkout, **AS_GAMES)

    assert up.get("/readyz") == 200
    assert (up.local / "postgres").stat().st_uid == up.local.stat().st_uid != 0
    family = up.family()
    up.process.terminate()
    assert up.process.wait(PATIENCE) == 0
    assert all(map(is_gone, family))
