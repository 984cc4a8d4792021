"""How programs are ended: in order, patiently, and then for certain."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

from collaborative.embedded.processes import Household, Program, is_gone

STUBBORN = "trap '' TERM; sleep 60 & echo $!; while :; do sleep 0.1; done"


def shell(name: str, script: str, output: Path, *, patience: float = 5) -> Program:
    return Program(name=name, argv=["/bin/sh", "-c", script], output=output, patience=patience)


def eventually(path: Path) -> str:
    deadline = time.monotonic() + 5
    while not path.exists() or not path.read_text().endswith("\n"):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return path.read_text().strip()


def test_the_last_started_is_ended_first(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Household() as household:
        for name in ("database", "web", "beat"):
            ready = tmp_path / name
            says = f"trap 'echo {name} >> {log}; exit' TERM; echo up; while :; do sleep 0.05; done"
            household.start(shell(name, says, ready))
            eventually(ready)

    assert log.read_text().split() == ["beat", "web", "database"]


def test_whoever_will_not_go_is_killed_with_all_it_started(tmp_path: Path) -> None:
    with Household() as household:
        stubborn = household.start(shell("web", STUBBORN, tmp_path / "out", patience=0.2))
        grandchild = int(eventually(tmp_path / "out"))

    assert stubborn.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 5
    while not is_gone(grandchild) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert is_gone(grandchild)


def test_started_again_it_keeps_its_place(tmp_path: Path) -> None:
    with Household() as household:
        first = household.start(shell("broker", "sleep 60", tmp_path / "a"))
        second = household.start(shell("broker", "sleep 60", tmp_path / "a"))

        assert first.returncode is not None
        assert household.find("broker") is not None
        assert second.poll() is None


def test_the_folders_of_a_household_go_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "sockets"
    folder.mkdir()
    with Household(folder):
        assert folder.exists()
    assert not folder.exists()


def test_a_step_says_how_it_ended() -> None:
    with Household() as household:
        argv = ["/bin/sh", "-c", "exit 7"]
        assert household.run(Program(name="step", argv=argv, output=subprocess.DEVNULL)) == 7
        assert household.find("step") is None
