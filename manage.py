#!/usr/bin/env python3
"""Django's command line; ``up`` starts everything on this machine."""

import os
import sys

from environs import EnvNotSetError

from collaborative.embedded import environment, up

NOTHING_RUNS = """Nothing runs from this checkout, and {missing} is not set.
Start everything here with `manage.py up`, and use this command in another terminal.
Or set what .env.example lists; docs/running.md says how.
"""
NEEDED = ("SECRET_KEY", "DATABASE_URL")


def main() -> None:
    """Run ``up`` before there are settings; anything else with the servers that it started."""
    if sys.argv[1:2] == ["up"]:
        sys.exit(up.main(sys.argv[2:]))
    environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collaborative.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- not for up

    try:
        execute_from_command_line(sys.argv)
    except EnvNotSetError as error:
        missing = next((name for name in NEEDED if name in str(error)), "a setting")
        sys.exit(NOTHING_RUNS.format(missing=missing))


if __name__ == "__main__":
    main()
