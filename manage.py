#!/usr/bin/env python3
"""Django's command line; ``up`` starts everything on this machine."""

import os
import sys

from collaborative.embedded import environment, up


def main() -> None:
    """Run ``up`` before there are settings; anything else with the servers that it started."""
    if sys.argv[1:2] == ["up"]:
        sys.exit(up.main(sys.argv[2:]))
    environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collaborative.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- not for up

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
