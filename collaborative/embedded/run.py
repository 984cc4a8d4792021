"""Servers for one command: ``python -m collaborative.embedded.run manage.py check``.

They are new, empty, quick and careless about power cuts, and gone afterwards.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from . import postgres, valkey
from .processes import Household
from .where import Trouble, socket_folder


@contextmanager
def throwaway() -> Iterator[dict[str, str]]:
    """Start what the environment does not name already; yield what the settings need."""
    folder = socket_folder()
    with Household(folder) as household:
        found = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "INSECURE_HTTP": "1",
            "LOCAL_DIR": str(folder / "local"),
        }
        if "DATABASE_URL" not in os.environ:
            found["DATABASE_URL"] = postgres.start(household, folder, folder, throwaway=True)
        if "REDIS_URL" not in os.environ:
            found["REDIS_URL"] = valkey.start(household, folder, folder, throwaway=True)
        yield found


def main() -> int:
    """Run the command line with the environment of new servers; return its exit code."""
    try:
        with throwaway() as found:
            return subprocess.run(sys.argv[1:], env=os.environ | found, check=False).returncode
    except Trouble as error:
        sys.stderr.write(f"{error}\n")
    except KeyboardInterrupt:
        pass
    return 1


if __name__ == "__main__":
    sys.exit(main())
