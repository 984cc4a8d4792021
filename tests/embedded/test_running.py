"""Another terminal finds what runs; a second start says so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from collaborative.embedded import environment, running, where
from collaborative.embedded.where import ROOT, Trouble


@pytest.fixture(autouse=True)
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private folder of the test's own, and an environment that says nothing."""
    monkeypatch.setenv("LOCAL_DIR", str(tmp_path / "local"))
    for name in ("DATABASE_URL", "SITE_URL"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return tmp_path / "local"


def leave_word() -> None:
    told = {"DATABASE_URL": "postgresql://app@somewhere/app", "SITE_URL": "http://localhost:8000"}
    running.record(address="http://localhost:8000", folders=[], environment=told)


def test_another_terminal_uses_the_same_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "http://mine")
    lock = running.claim()
    leave_word()
    environment()
    os.close(lock)

    assert os.environ["DATABASE_URL"] == "postgresql://app@somewhere/app"
    assert os.environ["SITE_URL"] == "http://mine"


def test_what_ran_once_is_not_found() -> None:
    lock = running.claim()
    leave_word()
    os.close(lock)
    environment()

    assert "DATABASE_URL" not in os.environ


def test_where_nothing_ever_ran_nothing_is_made(checkout: Path) -> None:
    environment()
    assert not checkout.exists()


def test_a_second_start_is_told_where_the_first_is() -> None:
    lock = running.claim()
    leave_word()
    with pytest.raises(Trouble, match=r"already running, at http://localhost:8000$"):
        running.claim()
    os.close(lock)
    os.close(running.claim())


def test_what_a_killed_run_left_is_tidied_up(tmp_path: Path) -> None:
    left = tmp_path / "lw-left"
    left.mkdir()
    lock = running.claim()
    running.record(address="http://localhost:8000", folders=[left], environment={})
    os.close(lock)
    os.close(running.claim())

    assert not left.exists()


def test_the_key_is_made_once_and_is_ours_alone(checkout: Path) -> None:
    lock = running.claim()
    key = running.secret_key()
    leave_word()
    os.close(lock)

    assert running.secret_key() == key
    assert len(key) >= 50
    modes = {path.stat().st_mode & 0o777 for path in checkout.iterdir()}
    assert (modes, checkout.stat().st_mode & 0o777) == ({0o600}, 0o700)


@pytest.mark.parametrize("command", [["--help"], ["migrate"], ["open_house"]])
def test_where_nothing_runs_a_command_says_so_in_plain_words(
    checkout: Path, command: list[str]
) -> None:
    alone = {"PATH": os.environ["PATH"], "LOCAL_DIR": str(checkout)}
    argv = [sys.executable, str(ROOT / "manage.py"), *command]
    said = subprocess.run(argv, capture_output=True, text=True, env=alone, check=False)

    assert said.returncode == 1
    assert said.stderr.startswith("Nothing runs from this checkout, and SECRET_KEY is not set.")
    assert "manage.py up" in said.stderr
    assert "Traceback" not in said.stdout + said.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's servers run as somebody else")
def test_a_folder_that_somebody_named_is_taken_at_its_word(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut = where.data_folder()
    open_to_all = Path(tempfile.mkdtemp(prefix="lw-named-", dir="/var/tmp"))
    open_to_all.chmod(0o755)
    monkeypatch.setenv("LOCAL_DIR", str(open_to_all / "local"))
    try:
        assert not shut.is_relative_to(checkout)  # nobody could not reach it
        assert where.data_folder() == open_to_all / "local" / "servers"
        assert where.data_folder().stat().st_uid == where.server_user()[0]
    finally:
        shutil.rmtree(open_to_all)
        shutil.rmtree(shut, ignore_errors=True)
