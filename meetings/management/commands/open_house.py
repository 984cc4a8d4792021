"""``manage.py open_house``: the link for a first day, or the whole first day from a script."""

from __future__ import annotations

import re
from argparse import FileType
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse

from collaborative.clock import WEEKDAYS
from meetings import how_we_run, series
from meetings.first_day_forms import RuleForm
from members import actions, opening, pasted
from members.errors import NobodyToTurnTo, ShutOut, SlugTaken
from members.first_day_forms import TAKEN, IndependentForm, OpenForm, PersonForm, PhoneForm
from members.models import Collaborative, Hat, Membership

F = TypeVar("F", bound=forms.Form)

MEETS = re.compile(r"(\w+)\s+(\w+)\s+(\d\d?[:.]\d\d)\s*[-–]\s*(\d\d?[:.]\d\d)", re.ASCII)
ASKS = {
    "concern": Hat.Kind.CONCERN,
    "independent": Hat.Kind.INDEPENDENT,
    "second": Hat.Kind.COORDINATOR,
}


class Command(BaseCommand):
    help = (
        "Prints a link that opens one new collaborative: once, within 24 hours. The link before "
        "is void. With --name, --place, --email and --your-name it is made at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("--if-empty", action="store_true", help="do nothing where a collaborative lives")
        add("--name", help="what the collaborative is called")
        add("--place", help="where it is")
        add("--email", help="the address of the one who looks after it")
        add("--your-name", help="what to call them")
        add("--nation", default="ENG", choices=Collaborative.Nation.values)
        add("--answers-in-law", default="", help="the body that answers in law for the data")
        add("--slug", default="", help="the word in its web address; made from the place if empty")
        add("--like", type=FileType("rb"), metavar="FILE", help="how another one runs, as a file")
        add("--meets", metavar="RULE", help="like “second Thursday 09:00-11:00”, “weekly Monday …”")
        add("--where", default="", help="the place where it meets")
        for name in ASKS:
            add(f"--{name}", metavar="PERSON", help="somebody to ask, like “Zoë <zoe@example.org>”")
        add("--phone", default="", help="a number that people can ring")
        add("--invite", type=FileType("rb"), metavar="FILE", help="a list of people, as CSV")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["if_empty"] and Collaborative.objects.exists():
            return  # it may run at every start
        if options["name"] or options["place"] or options["email"]:
            self.whole_day(options)
        else:
            path = reverse("members:open", args=[opening.make_link()])
            self.stdout.write("The link for a first day. It opens once, within 24 hours:")
            self.stdout.write(f"  {settings.SITE_URL}{path}\n")

    @transaction.atomic
    def whole_day(self, options: dict[str, Any]) -> None:
        """All of it or, where something cannot be read, nothing."""
        form = good(
            OpenForm(
                {
                    **{name: options[name] for name in ("name", "place", "nation", "slug")},
                    "answers_in_law": options["answers_in_law"],
                    "chosen_name": options["your_name"],
                    "address": options["email"],
                }
            )
        )
        try:
            address = form.cleaned_data["address"]
            me = opening.open_house(form.beginning(), address=address, link=None)
        except SlugTaken:
            raise CommandError(f"slug: {TAKEN}") from None
        except ShutOut:
            raise CommandError("email: this person may not come in.") from None
        self.like(me, options)
        self.meet(me, options)
        self.ask(me, options)
        self.invite(me, options)
        self.stdout.write(f"{me.collaborative.name} is at {settings.SITE_URL}", ending="")
        self.stdout.write(f"{me.collaborative.get_absolute_url()}")
        self.stdout.write(f"{me.chosen_name} comes in with {address} and a code by letter.")

    def like(self, me: Membership, options: dict[str, Any]) -> None:
        if options["like"] is None:
            return
        try:
            kept = how_we_run.read(options["like"].read().decode("utf-8", "replace"))
        except how_we_run.NotAPattern as problem:
            raise CommandError(f"like: {problem}") from None
        how_we_run.begin_like(me.collaborative, kept)

    def meet(self, me: Membership, options: dict[str, Any]) -> None:
        if not options["meets"]:
            return
        said = MEETS.fullmatch(options["meets"].strip())
        days = [day.casefold() for day in WEEKDAYS]
        if said is None or said[2].casefold() not in days:
            raise CommandError("meets: write it like “second Thursday 09:00-11:00”.")
        data = {
            "which": said[1].casefold(),
            "weekday": days.index(said[2].casefold()),
            "starts": said[3].replace(".", ":"),
            "ends": said[4].replace(".", ":"),
            "place": options["where"],
        }
        form = good(RuleForm(data, collaborative=me.collaborative))
        asked = {name: form.cleaned_data[name] for name in ("first_on", "name", "place")}
        series.meet_regularly(by=me, rule=form.rule(), **asked)

    def ask(self, me: Membership, options: dict[str, Any]) -> None:
        phone = good(PhoneForm({"phone": options["phone"]})).cleaned_data["phone"]
        opening.change_phone(place=me.collaborative, by=me.person, phone=phone)
        for option, kind in ASKS.items():
            if not options[option]:
                continue
            (line, *_) = pasted.read(options[option]) or [pasted.Line(1, "", problem="Nothing.")]
            if line.problem:
                raise CommandError(f"{option}: {line.problem}")
            data = {"name": line.shown_name, "address": line.address}
            mine = me.person.email or ""
            good(IndependentForm(data, mine=mine) if kind == "independent" else PersonForm(data))
            if line.address == mine:
                actions.begin_to_help(member=me, kind=kind)
            else:
                actions.invite(by=me, address=line.address, name=line.shown_name, helps_with=kind)

    def invite(self, me: Membership, options: dict[str, Any]) -> None:
        if options["invite"] is None:
            return
        lines = pasted.read(pasted.decode(options["invite"].read()))
        for line in lines:
            if line.problem:
                self.stderr.write(f"line {line.number}: {line.problem}")
        people = [(line.address, line.shown_name) for line in lines if not line.problem]
        try:
            actions.invite_many(by=me, people=people)
        except NobodyToTurnTo:
            raise CommandError("invite: first name --concern and --independent.") from None
        self.stdout.write(f"Letters to {len(people)} are on their way.")


def good(form: F) -> F:
    """The form, if it is valid.

    Raises:
        CommandError: with every problem in a line of its own.
    """
    if not form.is_valid():
        problems = [
            f"{name.replace('_', '-')}: {error}"
            for name, errors in form.errors.items()
            for error in errors
        ]
        raise CommandError("\n".join(problems))
    return form
