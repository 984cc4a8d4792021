"""``python -m roadmap.papers pdf < tree.json > report.pdf``: one file, in a process of its own."""

from __future__ import annotations

import json
import sys

from roadmap.papers.formats import FORMATS


def main() -> None:
    made = FORMATS[sys.argv[1]].make(json.load(sys.stdin.buffer))
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
