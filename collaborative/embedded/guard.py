"""Ends what its starter left running.

The starter writes its will, a line of JSON whenever something changes: which
processes to end, in which order, and which folders to remove. When it dies,
however it dies, the pipe closes and the last line is carried out.
"""

import json
import shutil
import signal
import sys
from functools import partial

from .processes import end, is_gone


def main() -> None:
    """Wait for the starter's end, then do what it asked for last."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    will = '{"processes": [], "folders": []}'
    for line in sys.stdin:
        will = line
    left = json.loads(will)
    for pid, sign, patience in left["processes"]:
        end(pid, sign, patience, partial(is_gone, pid))
    for folder in left["folders"]:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
