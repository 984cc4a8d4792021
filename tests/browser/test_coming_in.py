"""The first day, joining, a rest, and a worry: by keyboard alone, on a small phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import expect

from collaborative.models import AuditEntry
from collaborative.tasks import tick
from members import opening
from members.models import Hat, JoinRequest, Membership
from tests.browser.keyboard import Keyboard
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

both_ways = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


def link_in_the_letter_to(address: str) -> str:
    """The path of the link; the newest letter counts."""
    tick()
    letters = [letter for letter in mail.outbox if letter.to == [address]]
    found = re.search(r"https?://[^/\s]+(/invitation/\S+)", letters[-1].body)
    assert found is not None
    return found[1]


def count(figure: Figure, what: str, script: bool, *people: Keyboard) -> None:
    how = "" if script else ", no script"
    figure(f"{what}, at 360 pixels{how}: keys", sum(keys.pressed for keys in people))
    figure(f"{what}, at 360 pixels{how}: presses", sum(keys.activated for keys in people))


@both_ways
def test_from_the_first_link_to_a_second_persons_yes(
    script: bool, db: None, come: Any, figure: Figure
) -> None:
    """Five screens; two people to turn to are asked before anybody else is."""
    nia = Keyboard(come(java_script_enabled=script))
    nia.page.goto(f"/open/{opening.make_link()}/")
    for label, words in (
        ("What is your collaborative called", "Dale End Living Well"),
        ("Where is it", "Dale End"),
        ("What shall we call you", "Nia"),
        ("Your email address", "nia@example.org"),
    ):
        nia.to(label).type(words)
    nia.follow("Keep this, next step")
    expect(nia.page.get_by_role("heading", name="When do you meet?")).to_be_visible()
    for label, o_clock in (("From", "0900AM"), ("Until", "1100AM")):
        nia.to(label).type(o_clock)
    nia.follow("Keep these, next step")
    expect(nia.page.get_by_text("We meet the second Thursday")).to_contain_text("9 to 11 in")
    expect(nia.page.get_by_role("heading", name="Do letters arrive?")).to_be_visible()
    nia.follow("Send me a test letter")
    tick()
    if not script:
        nia.follow("Look again")
    expect(nia.page.get_by_text("It went.")).to_be_visible()
    nia.follow("Next step")
    expect(nia.page.get_by_role("heading", name="Who can people turn to?")).to_be_visible()
    for name, address in (("Zoe", "zoe@example.org"), ("Bo", "bo@example.org")):
        nia.to("The name you know them by").type(name)
        nia.to("Their email address").type(address)
    nia.follow("Keep this, next step")
    expect(nia.page.get_by_role("heading", name="Who comes to the table?")).to_be_visible()
    nia.to("Addresses, one a line").type("Ida ida@example.org")
    nia.follow("Look before anything goes")
    expect(nia.page.get_by_role("heading", name="What we read")).to_be_visible()
    nia.follow("Send the letters")

    ida = Keyboard(come(java_script_enabled=script))
    ida.page.goto(link_in_the_letter_to("ida@example.org"))
    ida.follow("Come in")
    expect(ida.page.locator("h1")).to_contain_text("Breakfast")
    count(figure, "first day, to a second person's yes", script, nia, ida)
    assert Membership.objects.current().filter(collaborative__slug="dale-end").count() == 2


@both_ways
def test_ask_be_welcomed_rest_and_come_back(
    script: bool, world: World, come: Any, figure: Figure
) -> None:
    JoinRequest.objects.filter(collaborative=world.here.collaborative).delete()
    rab = Keyboard(come(java_script_enabled=script))
    rab.page.goto("/harbour-side/join/")
    rab.to("What shall we call you").type("Rab")
    rab.to("One way to reach you").type("rab@example.org")
    rab.follow("Ask$")

    vera = Keyboard(come(world.persons["coordinator"], java_script_enabled=script))
    vera.page.goto("/harbour-side/people/")
    vera.follow("One person would like to join")
    vera.follow("I will say hello")
    vera.follow("Send them an invitation")

    rab.page.goto(link_in_the_letter_to("rab@example.org"))
    rab.follow("Come in$")
    rab.page.goto("/me/")
    rab.follow("I need a rest")
    card = Membership.objects.get(chosen_name="Rab")
    assert card.is_resting
    rab.follow("I am back")
    card.refresh_from_db()
    assert not card.is_resting
    count(figure, "ask to join, welcomed, a rest and back", script, rab, vera)


@both_ways
def test_a_worry_reaches_one_person(script: bool, world: World, come: Any, figure: Figure) -> None:
    zoe = world.here.people["listening"]
    keys = Keyboard(come(world.persons["member"], java_script_enabled=script))
    keys.page.goto("/harbour-side/")
    keys.follow("Something felt wrong")
    keys.to("What happened").type("The door was locked, and nobody came.")
    keys.to("Zoe")
    keys.press("Space")
    keys.follow("Send it to this one person")
    expect(keys.page.get_by_text("It goes to Zoe, and to nobody else.")).to_be_visible()

    tick()
    (letter,) = [m for m in mail.outbox if "The door was locked" in m.body]
    assert letter.to == [zoe.person.email]
    assert Hat.objects.filter(member=zoe, kind=Hat.Kind.CONCERN).exists()
    assert not AuditEntry.objects.filter(
        verb="concern.raise", actor=world.persons["member"]
    ).exists()
    count(figure, "a worry, from home", script, keys)
