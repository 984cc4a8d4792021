"""Puts ``up`` on Django's list of commands; manage.py itself runs it before there are settings."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from collaborative.embedded import up


class Command(BaseCommand):
    help = up.HELP
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        up.add_arguments(parser)

    def handle(self, *_: Any, **__: Any) -> None:
        sys.exit(up.main(sys.argv[2:]))
