"""``manage.py demo``: two invented places and their people, as on a day of your choice."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from collaborative.clock import say_day
from collaborative.demo import database
from collaborative.demo.load import load

EARLIEST, LATEST = date(2014, 1, 1), date(2100, 12, 31)

NOT_OURS = (
    "This database holds something that the demo did not make,"
    " so the demo leaves it alone: give it an empty one."
)


def day(text: str) -> date:
    """A day that the demo can be about: its own history ends in 2012."""
    try:
        anchor = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day: write it like 2026-11-21.") from None
    if not EARLIEST <= anchor <= LATEST:
        raise ArgumentTypeError(f"{text} is too far off: take a day from 2014 to 2100.")
    return anchor


class Command(BaseCommand):
    help = (
        "Fills an empty database with two invented places, or puts the demo back as it was. "
        "Refuses any other database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor-date",
            type=day,
            metavar="DAY",
            help="what the demo takes for today, like 2026-11-21; the breakfast is 6 to 12 days on",
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="change nothing where the demo is already"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        anchor = options["anchor_date"] or timezone.localdate(timezone=ZoneInfo("Europe/London"))
        try:
            there = database.check()
            if there is None or not options["if_empty"]:
                load(anchor)
                self.stdout.write(f"The demo is here, as on {say_day(anchor)}.")
                return
        except database.NotOurs:
            raise CommandError(NOT_OURS) from None
        self.stdout.write(f"The demo is here already, as on {say_day(there)}. Nothing changed.")
        if options["anchor_date"] not in (None, there):
            self.stdout.write("For another day, run this without --if-empty.")
