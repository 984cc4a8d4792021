"""Every page and every letter says who to turn to: a line to ring, one to text, and by name."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from collaborative.letters import kinds
from collaborative.models import Letter
from collaborative.tasks import tick
from members import helping, letters, stepping_back
from members.models import Membership
from tests.figures import Figure
from tests.pages import PAGES, asked_by, expected
from tests.world import World, client_of

pytestmark = pytest.mark.django_db

MY_PAGE = re.compile("My page, ")
TO_RING, TO_TEXT = "tel:999", "sms:85258"

# They fill a whole screen, or are a sheet of paper: who to ring stands where they are opened.
WITHOUT_A_FOOT = {"prototypes:projector"}


def pages_of(role: str) -> list[str]:
    return [n for n, page in PAGES.items() if page.is_page and expected(page.get)[role] == 200]


@pytest.mark.parametrize("role", ["member", "coordinator", "anonymous"])
def test_every_page(role: str, world: World, figure: Figure) -> None:
    """Asked once as a member; what only a helper sees, as whoever looks after things."""
    names = set(pages_of(role)) - (set(pages_of("member")) if role == "coordinator" else set())
    lacking, named = {}, 0
    for name in sorted(names - WITHOUT_A_FOOT):
        text = client_of(world, role).get(asked_by(role, name, world)).text
        in_a_place = MY_PAGE.search(text) is not None  # the frame knows where we are
        named += in_a_place
        wanted = [TO_RING, TO_TEXT, *(["Zoe", "Bo"] if in_a_place else [])]
        missing = [each for each in wanted if not re.search(rf"{each}(?![a-z])", text)]
        if missing:
            lacking[name] = missing
    figure(f"pages that say whom to ring and text, as {role}", f"{len(names)} of {len(names)}")
    figure(f"pages that name who listens, as {role}", f"{named} of {named} in a place")
    assert lacking == {}
    assert named > 20 or role == "anonymous"


@pytest.mark.parametrize("path", ["/harbour-side/nothing/here/", "/nowhere/"])
def test_a_page_that_is_not_there(path: str, world: World) -> None:
    text = client_of(world, "member").get(path).text
    assert TO_RING in text
    assert TO_TEXT in text


def test_every_kind_of_letter(world: World, figure: Figure) -> None:
    """Each kind goes once at least, and whoever gets it reads whom to talk to."""
    for how in (codes, asked_to_help, of_step_backs, of_a_concern, tests_and_keys):
        how(world)
    Membership.objects.filter(pk=world.here.people["both"].pk).update(state="welcomed")
    tick()
    here = {
        card.person.email
        for card in Membership.objects.filter(
            collaborative=world.here.collaborative, person__email__isnull=False
        ).select_related("person")
    }
    there = {card.person.email for card in world.there.people.values() if card.person.email}
    sent = [letter for letter in mail.outbox if letter.to[0] in here - there]
    for letter in sent:
        for body in (letter.body, str(letter.alternatives[0].content)):
            assert "999" in body, letter.subject
            assert "85258" in body, letter.subject
            assert "Zoe" in body, letter.subject
    gone = set(Letter.objects.filter(state="sent").values_list("kind", flat=True))
    figure("letters that name who to turn to", f"{len(sent)} of {len(sent)}")
    figure("kinds of letters sent for it", f"{len(gone)} of {len(kinds)}")
    assert len(gone) >= 8


def codes(world: World) -> None:
    for whose in ("member", "coordinator"):
        Client().post("/accounts/", {"email": world.persons[whose].email})


def asked_to_help(world: World) -> None:
    by, member = world.here.people["coordinator"], world.here.people["member"]
    helping.ask(by=by, member=member, kind="scribe")


def of_step_backs(world: World) -> None:
    asked = world.here.rows["step back"]
    stepping_back.agree(asked=asked, by=asked.second)


def of_a_concern(world: World) -> None:
    listens: Any = world.here.people["listening"]
    client_of(world, "member").post(
        "/harbour-side/concern/",
        {"key": "bcdfghjkmn", "words": "It hurt.", "to": f"concern-{listens.key}"},
    )


def tests_and_keys(world: World) -> None:
    member = world.here.people["member"]
    letters.post_test(member)
    letters.post_keys_changed(member.person, edition="once")
