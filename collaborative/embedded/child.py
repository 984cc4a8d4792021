"""Become another program that ends when its starter does; run by its path, needs nothing of ours.

A program of its own and not a function between fork and exec: that would not
be safe where threads run. macOS has no such call; there the guard does it all.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(starter: int, sign: int, user: int, group: int, *program: str) -> None:
    """Change to ``user``, ask for ``sign`` when ``starter`` dies, and become ``program``."""
    if user != os.geteuid():
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sign)  # changing the user would undo it
        if os.getppid() != starter:  # gone before we could ask
            sys.exit(1)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # Python ignores it, and exec would hand that on
    os.execv(program[0], program)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]), *sys.argv[5:])  # type: ignore[arg-type]
