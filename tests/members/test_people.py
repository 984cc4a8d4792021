"""Who we are: by name, the same card for everybody, a page at a time."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members import access, lanyards
from members.models import Hat, Membership
from tests.conftest import as_
from tests.factories import CollaborativeFactory, HatFactory, MembershipFactory
from tests.look.html import all_of, classes, read, text_of

pytestmark = pytest.mark.django_db


def page_of(member: Membership, name: str = "here:people") -> str:
    return reverse(name, kwargs={"collaborative": member.collaborative.slug})


def cards(client: Client, url: str) -> list[str]:
    page = read(client.get(url).text)
    return [text_of(all_of(li, "h2")[0]) for li in all_of(page, "li") if "card" in classes(li)]


def test_in_the_order_of_the_alphabet_whoever_they_are(client: Client, member: Membership) -> None:
    place = member.collaborative
    Membership.objects.filter(pk=member.pk).update(chosen_name="Mo")
    for name in ("Zoë", "Łucja", "abi", "Grace B", "Grace", "Seán O’Neill"):
        MembershipFactory(collaborative=place, chosen_name=name)
    first_here = HatFactory(member__collaborative=place, kind=Hat.Kind.COORDINATOR).member
    Membership.objects.filter(pk=first_here.pk).update(chosen_name="Vera")

    assert cards(as_(client, member), page_of(member)) == [
        "abi",
        "Grace",
        "Grace B",
        "Łucja",
        "Mo",
        "Seán O’Neill",
        "Vera",
        "Zoë",
    ]


def test_the_same_markup_for_everyone(client: Client, member: Membership) -> None:
    """Helping, resting, new or with a lanyard: a card differs in its words alone."""
    place = member.collaborative
    people = [
        HatFactory(member__collaborative=place, kind=kind).member
        for kind in (Hat.Kind.COORDINATOR, Hat.Kind.CONCERN, Hat.Kind.FACILITATOR)
    ]
    people += [MembershipFactory(collaborative=place, state=s) for s in ("welcomed", "resting")]
    lanyards.write(people[0].person, job_title="Chief Zebra Officer")
    text = as_(client, member).get(page_of(member)).text

    found = re.findall(r'<li class="card">(.*?)</li>', text, re.DOTALL)
    plain = {re.sub(r"Person \d+", "NAME", card) for card in found}
    assert (len(found), len(plain)) == (6, 1)
    for word in ("Zebra", "coordinator", "looking after", "resting", "welcomed"):
        assert word not in text


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"state": "resting"}, True),
        ({"state": "welcomed"}, True),
        ({"state": "introduced"}, False),
        ({"state": "left", "left_on": timezone.localdate()}, False),
        ({"state": "remembered", "left_on": timezone.localdate()}, False),
    ],
)
def test_who_is_shown(
    client: Client, member: Membership, change: dict[str, Any], shown: bool
) -> None:
    MembershipFactory(collaborative=member.collaborative, chosen_name="Zoë", **change)

    assert ("Zoë" in cards(as_(client, member), page_of(member))) is shown


def test_nobody_of_another_place(client: Client, member: Membership) -> None:
    MembershipFactory(chosen_name="Stranger")
    twice = MembershipFactory(person=member.person, chosen_name="Me elsewhere")
    MembershipFactory(collaborative=twice.collaborative, chosen_name="Neighbour")

    assert cards(as_(client, member), page_of(member)) == [member.chosen_name]
    assert cards(client, page_of(twice)) == ["Me elsewhere", "Neighbour"]
    assert client.get(page_of(MembershipFactory())).status_code == 404


def test_pages_by_name_lead_on_and_back(client: Client, member: Membership) -> None:
    names = sorted(f"{letter}{n}" for letter in "bcdefg" for n in range(10))
    for name in names:
        MembershipFactory(collaborative=member.collaborative, chosen_name=name)
    Membership.objects.filter(pk=member.pk).update(chosen_name="a")
    as_(client, member)

    seen: list[str] = []
    url, buttons = page_of(member), []
    while url:
        text = client.get(url).text
        seen += cards(client, url)
        more = re.search(r'rel="next" href="([^"]+)">([^<]+)<', text)
        url = more[1].replace("&amp;", "&") if more else ""
        buttons += [more[2]] if more else []

    assert seen == ["a", *names]
    assert buttons == ["More people: d3, d4 and so on", "More people: f7, f8 and so on"]


def test_the_last_button_names_everybody_behind_it(client: Client, member: Membership) -> None:
    Membership.objects.filter(pk=member.pk).update(chosen_name="Abi")
    for name in [f"B{n:02}" for n in range(23)] + ["Winston", "Yasmin"]:
        MembershipFactory(collaborative=member.collaborative, chosen_name=name)

    text = as_(client, member).get(page_of(member)).text
    assert "More people: Winston, Yasmin<" in text


def test_two_of_one_name_are_both_found_across_the_edge_of_a_page(
    client: Client, member: Membership
) -> None:
    for _ in range(30):
        MembershipFactory(collaborative=member.collaborative, chosen_name="Grace")
    first = as_(client, member).get(page_of(member)).text
    more = re.search(r'rel="next" href="([^"]+)"', first)[1]

    assert len(cards(client, page_of(member))) + len(cards(client, more)) == 31


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("soup", ["Ivy"]),
        ("SOUP forty", ["Ivy"]),
        ("lucja", ["Łucja"]),
        ("pierogi, and", ["Łucja"]),
        ("nothing like it", []),
        ("Zebra", []),
        ("looking after", []),
        ("someone-", []),
        ("\x00", ["Ivy", "Łucja", "Person"]),
    ],
)
def test_finding_a_card(client: Client, member: Membership, words: str, found: list[str]) -> None:
    place = member.collaborative
    ivy = MembershipFactory(
        collaborative=place, chosen_name="Ivy", brings_me_here="I make soup for forty."
    )
    MembershipFactory(collaborative=place, chosen_name="Łucja", ask_me_about="Pierogi, and forms.")
    HatFactory(member=ivy, kind=Hat.Kind.COORDINATOR)
    lanyards.write(ivy.person, job_title="Chief Zebra Officer")
    as_(client, member)

    seen = cards(client, f"{page_of(member)}?q={words}")
    assert [re.sub(r" \d+", "", name) for name in seen] == found


def test_an_unknown_key_begins_at_the_start(client: Client, member: Membership) -> None:
    stranger = MembershipFactory(chosen_name="Zzz")

    for key in ("nothing", stranger.key, "\x00"):
        assert cards(as_(client, member), f"{page_of(member)}?after={key}") == [member.chosen_name]


def test_find_names_what_it_found(client: Client, member: Membership) -> None:
    MembershipFactory(collaborative=member.collaborative, chosen_name="Ivy", ask_me_about="Soup")
    MembershipFactory(chosen_name="Stranger", ask_me_about="Soup")
    page = read(as_(client, member).get(page_of(member, "here:find") + "?q=soup").text)

    assert next(text_of(h) for h in all_of(page, "h2")) == "People"
    assert [text_of(h) for h in all_of(page, "h3")] == ["Ivy"]
    assert "Nothing here has these words" in client.get(page_of(member, "here:find") + "?q=x9").text


def test_about_says_what_they_hold_on_to(client: Client) -> None:
    place = CollaborativeFactory(
        vision="A good life in Larkmoor.",
        values=["Say it plainly"],
        agreement=["One voice at a time."],
        story_so_far="It began with toast.",
        now_means="With what we have.",
    )
    member = MembershipFactory(collaborative=place)
    listens = HatFactory(member__collaborative=place, kind=Hat.Kind.CONCERN).member
    text = as_(client, member).get(page_of(member, "here:about")).text

    for words in (
        place.vision,
        "Say it plainly",
        "One voice at a time.",
        "It began with toast.",
        "With what we have.",
        f"Talk to <strong>{listens.chosen_name}</strong>",
    ):
        assert words in text


@pytest.mark.parametrize("name", ["here:people", "here:about", "here:find"])
def test_an_empty_place_says_what_to_do(client: Client, member: Membership, name: str) -> None:
    page = as_(client, member).get(page_of(member, name))

    assert page.status_code == 200
    read(page.text)


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    "path",
    ["people/", "people/?q=bad", "find/?q=bad", "about/"],
    ids=["people", "q", "find", "about"],
)
def test_as_many_queries_for_thirty_as_for_one(
    client: Client, member: Membership, path: str
) -> None:
    url = member.collaborative.get_absolute_url() + path
    one = queries(as_(client, member), url)
    for _ in range(30):
        HatFactory(member__collaborative=member.collaborative, kind=Hat.Kind.CONCERN)

    assert queries(client, url) == one
    assert one <= (14 if path.startswith("find/") else 8 + 2)  # each kind that is looked through


def test_whom_to_turn_to_is_by_name_and_only_while_they_listen(member: Membership) -> None:
    place = member.collaborative
    for name, since in (("Winston", -1), ("Marisol", -1), ("Later", 1)):
        day = access.today_in(place) + timedelta(days=since)
        HatFactory(
            member__collaborative=place,
            member__chosen_name=name,
            kind=Hat.Kind.CONCERN,
            since=day,
            until=None,
        )

    assert access.turn_to(member) == ["Marisol", "Winston"]
    assert access.named_in([member])[0] == ["Marisol", "Winston"]
