"""``manage.py take_off_app abi@example.org``: for whoever lost the phone and the spare codes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from members import extras
from members.models import User


class Command(BaseCommand):
    help = "Take the authenticator app off. Be sure first that it is they who ask."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the email address they come in with")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.known_by(options["address"])
        if person is None or not extras.take_off(by=person, which="app"):
            raise CommandError("Nobody with this address has an app switched on.")
        self.stdout.write("The app is off. A code by email is enough now; a letter says so.")
