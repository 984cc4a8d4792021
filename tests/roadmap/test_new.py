"""Putting something on the roadmap: anyone can, with two things said."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from collaborative.models import AuditEntry
from members.models import Membership
from prototypes.models import Theme
from roadmap.actions import add_item
from roadmap.models import Evidence, RoadmapItem
from tests.factories import MembershipFactory, OutputFactory, RoadmapItemFactory, ThemeFactory
from tests.roadmap.helpers import get, post

SAID = {"title": "Lights on the path", "horizon": "next", "next_step": "Ring the council."}


def test_a_title_and_a_horizon_are_enough(client: Client, member: Membership) -> None:
    RoadmapItemFactory(collaborative=member.collaborative, number=7)

    answer = post(client, member, "new", title="  Lights on\nthe path ", horizon="wow")

    item = RoadmapItem.objects.get(number=8)
    assert (answer.status_code, answer.url) == (302, item.get_absolute_url())
    assert (item.title, item.horizon, item.first_horizon) == ("Lights on the path", "wow", "wow")
    assert (item.state, item.kind, item.next_step, item.carried_by) == ("offered", "do", "", "")
    assert AuditEntry.objects.get().target == f"roadmap.roadmapitem:{item.pk}"
    assert "It is on the roadmap now." in client.get(answer.url).text


def test_everything_that_may_be_said(client: Client, member: Membership) -> None:
    more = {"need": "It is dark.", "aim": "Feet seen.", "carried_by": "The lamp pair"}

    post(client, member, "new", **SAID, **more, kind="stop")

    item = RoadmapItem.objects.get()
    assert (item.need, item.aim, item.carried_by, item.kind) == (*more.values(), "stop")
    assert item.next_step == "Ring the council."


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        ({"title": " \u200b"}, "Please fill this in."),
        ({"title": "x" * 10_000}, "Please make this shorter"),
        ({"horizon": ""}, "Please choose one"),
        ({"horizon": "never"}, "Please choose one of these."),
        ({"next_step": "y" * 301}, "Please make this shorter"),
    ],
)
def test_what_cannot_be_kept_comes_back(
    client: Client, member: Membership, bad: dict[str, str], problem: str
) -> None:
    answer = post(client, member, "new", **SAID | {"need": "It is dark."} | bad)

    assert answer.status_code == 422
    assert problem in answer.text
    assert "It is dark.</textarea>" in answer.text
    assert all(value in answer.text for name, value in bad.items() if len(value) > 300)
    assert "<details open>" in answer.text  # what was said behind More stays in sight
    assert not RoadmapItem.objects.exists()


def test_pressed_twice_is_one_item(client: Client, member: Membership) -> None:
    key = re.search(r'name="key" value="(\w{10})"', get(client, member, "new").text)
    assert key

    answers = [post(client, member, "new", **SAID, key=key[1]) for _ in range(2)]

    assert RoadmapItem.objects.get().key == key[1]
    assert answers[0].url == answers[1].url


def test_other_words_under_one_key_are_another_item(client: Client, member: Membership) -> None:
    for title in ("A bench", "A second bench"):
        post(client, member, "new", **SAID | {"title": title}, key="bcdfghjkmn")

    assert {item.title for item in RoadmapItem.objects.all()} == {"A bench", "A second bench"}


@pytest.mark.parametrize("key", ["\x00", "../../etc", "aeiouaeiou", "bcdfghjkmn"])
def test_a_key_that_is_none_of_ours_or_taken_elsewhere_is_made_anew(
    client: Client, member: Membership, key: str
) -> None:
    RoadmapItemFactory(key="bcdfghjkmn")

    post(client, member, "new", **SAID, key=key)

    made = RoadmapItem.objects.filter(collaborative=member.collaborative)
    assert [item.key == key for item in made] in ([False], [])


@pytest.mark.django_db(transaction=True)
def test_six_at_once_get_six_numbers() -> None:
    member = MembershipFactory()
    start = Barrier(6)

    def add(n: int) -> int:
        try:
            start.wait(timeout=5)
            return add_item(by=member, title=f"Thing {n}", horizon="now").number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(add, range(6))) == [1, 2, 3, 4, 5, 6]


def test_numbers_begin_anew_in_each_collaborative(client: Client, member: Membership) -> None:
    RoadmapItemFactory(number=41)

    post(client, member, "new", **SAID)

    assert RoadmapItem.objects.get(collaborative=member.collaborative).number == 1


def test_begun_from_a_theme_its_words_stand_under_it(client: Client, member: Membership) -> None:
    output = OutputFactory(session__meeting__collaborative=member.collaborative)
    theme = ThemeFactory(
        collaborative=member.collaborative, name="Small is not small", outputs=[output]
    )

    page = get(client, member, "new", theme=theme.key).text
    answer = post(client, member, "new", **SAID, theme=theme.key)

    assert 'value="Small is not small"' in page
    assert f'name="theme" value="{theme.key}"' in page
    assert Evidence.objects.get().theme == theme
    assert Theme.objects.get().state == Theme.State.IN_THE_ROADMAP
    assert output.words in client.get(answer.url).text


def test_a_theme_of_others_is_not_there(client: Client, member: Membership) -> None:
    theme = ThemeFactory(name="Zebra")

    assert "Zebra" not in get(client, member, "new", theme=theme.key).text
    post(client, member, "new", **SAID, theme=theme.key)
    assert not Evidence.objects.exists()


def test_those_who_rest_do_not_add(client: Client, member: Membership) -> None:
    Membership.objects.filter(pk=member.pk).update(state="resting")

    assert get(client, member, "new").status_code == 404
    assert post(client, member, "new", **SAID).status_code == 404
    assert "Put something on the roadmap" not in get(client, member, "board").text
