"""My page: what is mine to change, shown to me alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.models import Hat, Membership, Preferences
from tests.conftest import as_
from tests.factories import HatFactory, MembershipFactory, UserFactory
from tests.look.html import all_of, links, read, text_of

pytestmark = pytest.mark.django_db

ME, LETTERS, LOOK = "/me/", "/me/letters/", "/me/look/"


def card_page(member: Membership) -> str:
    return reverse("members:card", kwargs={"collaborative": member.collaborative.slug})


def test_my_card_and_the_way_to_all_that_is_mine(client: Client, member: Membership) -> None:
    page = read(as_(client, member).get(ME).text)

    assert text_of(all_of(page, "h1")[0]) == f"Hello, {member.chosen_name}"
    assert {card_page(member), "/me/private/", "/me/everything/"} <= {
        href for href, _ in links(page)
    }
    kept = read(client.get("/me/everything/").text)
    assert "/me/everything.json" in {href for href, _ in links(kept)}


@time_machine.travel("2026-07-10 12:00Z")
def test_what_i_help_with_in_words_and_only_to_me(client: Client, member: Membership) -> None:
    for kind, until in (
        (Hat.Kind.WELCOME, date(2026, 7, 31)),
        (Hat.Kind.SCRIBE, date(2026, 7, 9)),
        (Hat.Kind.BUDDY, None),
    ):
        HatFactory(member=member, kind=kind, since=date(2026, 7, 1), until=until)
    other = MembershipFactory(collaborative=member.collaborative)
    mine = as_(client, member).get(ME).text
    theirs = as_(client, other).get(ME).text

    assert "Helping with: hello at the door, until 31 July" in mine
    assert "Helping with: being a buddy<" in mine
    assert "writing it down" not in mine
    assert "Helping with" not in theirs


def test_one_person_two_cards(client: Client, member: Membership) -> None:
    other = MembershipFactory(person=member.person, chosen_name="Abi elsewhere")
    page = as_(client, member).get(ME).text

    assert member.chosen_name in page
    assert "Abi elsewhere" in page
    assert card_page(member) in page
    assert card_page(other) in page


def test_changing_one_card_leaves_the_other(client: Client, member: Membership) -> None:
    other = MembershipFactory(person=member.person, chosen_name="Abi elsewhere")
    typed = {
        "chosen_name": " Łucja ",
        "brings_me_here": "Toast.",
        "ask_me_about": "Pierogi,\u202e and forms.",
        "i_like": "",
    }
    kept = as_(client, member).post(card_page(member), typed, follow=True)

    member.refresh_from_db()
    other.refresh_from_db()
    assert (member.chosen_name, member.ask_me_about) == ("Łucja", "Pierogi, and forms.")
    assert (other.chosen_name, other.brings_me_here) == (
        "Abi elsewhere",
        "A walk that turned into a friendship.",
    )
    assert "Your card is changed" in kept.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"chosen_name": ""}, "chosen_name"),
        ({"chosen_name": "Abi", "ask_me_about": "x" * 301}, "ask_me_about"),
        ({"chosen_name": "Abi", "i_like": "x" * 301}, "i_like"),
        ({}, "chosen_name"),
    ],
)
def test_a_card_that_cannot_be_kept_is_shown_as_typed(
    client: Client, member: Membership, typed: dict[str, str], field: str
) -> None:
    wrong = as_(client, member).post(card_page(member), typed)

    assert wrong.status_code == 422
    read(wrong.text)
    assert f'id="id_{field}_error"' in wrong.text
    for words in typed.values():
        assert words in wrong.text
    name = member.chosen_name
    member.refresh_from_db()
    assert member.chosen_name == name


def test_nobody_changes_somebody_elses_card(client: Client, member: Membership) -> None:
    stranger = MembershipFactory()

    assert as_(client, member).get(card_page(stranger)).status_code == 404
    assert client.post(card_page(stranger), {"chosen_name": "Mine"}).status_code == 404


def test_which_letters_come(client: Client, member: Membership) -> None:
    as_(client, member).post(LETTERS, {"reminder": "on"})
    once = Preferences.objects.get(person=member.person)
    client.post(LETTERS, {"digest": "on"})
    twice = Preferences.objects.get(person=member.person)

    assert (once.reminder, once.digest) == (True, False)
    assert (twice.reminder, twice.digest) == (False, True)
    page = client.get(LETTERS).text
    assert page.count("checked") == 1


@pytest.mark.parametrize(
    ("pressed", "look", "large"),
    [
        ({"look": "dark"}, "dark", False),
        ({"look": "light"}, "light", False),
        ({"look": "device"}, "", False),
        ({"size": "large"}, "", True),
        ({"size": "usual"}, "", False),
        ({"look": "pink", "size": "huge"}, "", False),
        ({}, "", False),
    ],
)
def test_how_pages_look(
    client: Client, member: Membership, pressed: dict[str, str], look: str, large: bool
) -> None:
    as_(client, member).post(LOOK, pressed)
    page = client.get(ME).text

    assert (f'data-look="{look}"' in page) is bool(look)
    assert ('data-print="large"' in page) is large


def test_bigger_letters_leave_the_light_as_it_is(client: Client, member: Membership) -> None:
    as_(client, member).post(LOOK, {"look": "dark"})
    client.post(LOOK, {"size": "large"})

    mine = Preferences.objects.get()
    assert (mine.look, mine.large_print, mine.digest) == ("dark", True, True)


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/larkmoor/about/#look", "/larkmoor/about/#look"),
        ("https://evil.example/", ME),
        ("//evil.example/", ME),
        ("javascript:alert(1)", ME),
        ("foo", ME),  # a name that no page has
        ("", ME),
    ],
)
def test_back_to_where_one_was(client: Client, member: Membership, asked: str, led: str) -> None:
    assert as_(client, member).post(LOOK, {"look": "dark", "next": asked}).url == led


def test_the_first_page_leads_to_ones_place(client: Client, member: Membership) -> None:
    assert "Come in" in client.get("/").text
    assert as_(client, member).get("/").url == member.collaborative.get_absolute_url()


def test_the_first_page_asks_somebody_in_two_places(client: Client, member: Membership) -> None:
    other = MembershipFactory(person=member.person)
    hrefs = [href for href, _ in links(read(as_(client, member).get("/").text))]

    assert hrefs.count(member.collaborative.get_absolute_url()) >= 1
    assert hrefs.count(other.collaborative.get_absolute_url()) >= 1


@pytest.mark.parametrize("state", [None, "introduced"])
def test_somebody_in_no_place_reads_what_to_do(client: Client, state: str | None) -> None:
    person = UserFactory()
    if state:
        MembershipFactory(person=person, state=state)
    client.force_login(person)

    assert "You are in, but in no collaborative" in client.get("/").text
    assert client.get(ME).status_code == 200


def test_whoever_is_in_two_places_sees_whom_to_turn_to_in_both(
    client: Client, member: Membership
) -> None:
    other = MembershipFactory(person=member.person)
    names = [
        HatFactory(member__collaborative=m.collaborative, kind=Hat.Kind.CONCERN).member.chosen_name
        for m in (member, other)
    ]
    page = as_(client, member).get(ME).text

    assert all(name in page for name in names)


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_my_page_costs_the_same_with_thirty_things_on_it(
    client: Client, member: Membership
) -> None:
    one = queries(as_(client, member), ME)
    for _ in range(30):
        HatFactory(member=member)
        HatFactory(member__collaborative=member.collaborative, kind=Hat.Kind.CONCERN)
    with_hats = queries(client, ME)
    for _ in range(3):
        HatFactory(member__person=member.person)

    assert with_hats == one <= 8 + 2
    assert queries(client, ME) <= one + 1


@pytest.mark.parametrize(
    "path", [ME, LETTERS, "/me/private/", "/me/everything/", "/me/everything.json"]
)
def test_strangers_are_sent_to_the_door_and_nothing_stays(
    client: Client, member: Membership, path: str
) -> None:
    assert client.get(path).url == f"/accounts/?next={path}"

    mine: Any = as_(client, member).get(path)
    assert "no-store" in mine["Cache-Control"]


def test_what_somebody_would_gladly_do_is_on_the_card_and_found(
    client: Client, member: Membership
) -> None:
    typed = {"chosen_name": "Abi", "gladly": ["build", "plan"]}
    kept = as_(client, member).post(card_page(member), typed, follow=True)
    assert "make things and try them and think ahead" in kept.text
    people = f"/{member.collaborative.slug}/people/"
    assert "Abi" in client.get(people, {"q": "try them"}).text
    assert "No card has these words" in client.get(people, {"q": "bring together"}).text

    wrong = client.post(card_page(member), {"chosen_name": "Abi", "gladly": ["rule"]})
    member.refresh_from_db()
    assert (wrong.status_code, member.gladly) == (422, ["build", "plan"])
