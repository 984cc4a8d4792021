"""What all bad days are played with: the list of them, and who stands where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core import mail

from collaborative.tasks import tick
from members.models import Membership, User
from tests.bad_days.walk import Walk
from tests.pages import PAGES
from tests.world import World, client_of

HOME = "/harbour-side/"
Day = Callable[["World"], Walk]
DAYS: dict[str, Day] = {}


def day(what: str) -> Callable[[Day], Day]:
    def note(played: Day) -> Day:
        DAYS[what] = played
        return played

    return note


def walk(world: World, whose: str, path: str) -> Walk:
    return Walk(client_of(world, whose), path)


def url(world: World, name: str) -> str:
    return PAGES[name].url(name, world.here)


def card(world: World, whose: str) -> Membership:
    found = world.here.people[whose]
    found.refresh_from_db()
    return found


def letters_to(person: User) -> list[Any]:
    return [letter for letter in mail.outbox if letter.to == [person.email]]


def concern_to(steps: Walk, hat: str, who: Membership, words: str) -> Walk:
    steps.follow("Something felt wrong")
    steps.press("Send it to this one person", words=words, to=f"{hat}-{who.key}")
    tick()
    return steps
