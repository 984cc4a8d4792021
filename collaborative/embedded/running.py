"""One running installation for each checkout, and how other terminals find it."""

import fcntl
import json
import os
import secrets
import shutil
import time
from pathlib import Path
from typing import Any

from .processes import is_gone
from .where import Trouble, local

LOCK, STATE, KEY = "up.lock", "run.json", "secret_key"


def environment() -> None:
    """Where this checkout is running, let this process use the same servers and settings.

    What is already set stays as it is.
    """
    try:
        lock = os.open(local() / LOCK, os.O_RDWR)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:  # held: it is running
        for name, value in _state().get("environment", {}).items():
            os.environ.setdefault(name, value)
    finally:
        os.close(lock)


def claim() -> int:
    """Lock this checkout until nobody holds the file returned here: neither we nor the guard.

    A run that has just been killed is still being tidied up: wait for that.

    Raises:
        Trouble: it is running already, or belongs to somebody else.
    """
    folder = local()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        raise Trouble(f"{folder} belongs to somebody else: start it as they did.") from None
    patience = time.monotonic() + 60
    while not _lock(lock):
        state = _state()
        if _is_alive(state.get("pid", 0)) or time.monotonic() > patience:
            raise Trouble(f"This checkout is already running, at {state.get('address')}")
        time.sleep(0.1)
    for left in _state().get("folders", []):  # of a run that was killed together with its guard
        shutil.rmtree(left, ignore_errors=True)
    return lock


def record(*, address: str, folders: list[Path], environment: dict[str, str]) -> None:
    """Leave word for other terminals; ours alone to read, it holds the secret key."""
    state = {
        "pid": os.getpid(),
        "address": address,
        "folders": [str(folder) for folder in folders],
        "environment": environment,
    }
    half = local() / f"{STATE}.half"
    half.unlink(missing_ok=True)
    half.touch(mode=0o600)
    half.write_text(json.dumps(state, indent=2))
    half.rename(local() / STATE)


def secret_key() -> str:
    """The key of this checkout, made once. Without it everybody would have to sign in again."""
    path = local() / KEY
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def _lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _state() -> dict[str, Any]:
    try:
        state: dict[str, Any] = json.loads((local() / STATE).read_text())
    except FileNotFoundError:
        return {}
    return state


def _is_alive(pid: int) -> bool:
    return pid > 0 and not is_gone(pid)
