"""A buddy: asked for, offered, put together; and nobody else ever hears of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from members import buddies
from members.models import Buddying, Hat, Membership
from tests.conftest import as_
from tests.factories import BuddyingFactory, HatFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(member: Membership) -> Membership:
    return MembershipFactory(
        collaborative=member.collaborative, chosen_name="Nia", state="welcomed"
    )


@pytest.fixture
def friend(member: Membership) -> Membership:
    """Somebody who offers."""
    hat = HatFactory(
        member__collaborative=member.collaborative,
        member__chosen_name="Zara",
        kind=Hat.Kind.BUDDY,
    )
    return hat.member


def path(member: Membership) -> str:
    return f"/{member.collaborative.slug}/people/buddies/"


def press(client: Client, me: Membership, do: str, **data: str) -> str:
    answer: Any = as_(client, me).post(path(me), {"do": do, **data}, follow=True)
    return str(answer.text)


def test_from_asking_to_the_door(
    client: Client,
    member: Membership,
    new: Membership,
    friend: Membership,
    coordinator: Membership,
) -> None:
    assert "Somebody is being found" in press(client, new, "ask")
    press(client, new, "ask")
    page = press(client, coordinator, "pair", newcomer=new.key, buddy=friend.key)
    assert "Nia and Zara read of each other" in page
    assert Buddying.objects.get().buddy == friend

    home = f"/{member.collaborative.slug}/"
    assert "Your buddy is <strong>Zara</strong>" in as_(client, new).get(home).text
    assert "You are the buddy of <strong>Nia</strong>" in as_(client, friend).get(home).text
    for other in (member, coordinator):
        shown = as_(client, other).get(home).text
        assert "buddy of" not in shown
        assert "Your buddy" not in shown


def test_nobody_but_the_coordinator_sees_who_asks_or_offers(
    client: Client, member: Membership, new: Membership, friend: Membership
) -> None:
    buddies.ask(me=new)
    for me in (member, friend):
        page = as_(client, me).get(path(me)).text
        assert new.chosen_name not in page.replace(me.chosen_name, "")
    assert friend.chosen_name not in as_(client, new).get(path(new)).text


def test_a_member_puts_nobody_together(
    client: Client, member: Membership, new: Membership, friend: Membership
) -> None:
    buddies.ask(me=new)
    press(client, member, "pair", newcomer=new.key, buddy=friend.key)
    assert Buddying.objects.get().buddy is None


@pytest.mark.parametrize("who", ["nobody", "no offer", "themselves", "elsewhere", "at rest"])
def test_two_who_do_not_both_wish_it_are_not_put_together(
    client: Client, new: Membership, friend: Membership, coordinator: Membership, who: str
) -> None:
    buddies.ask(me=new)
    if who == "themselves":
        buddies.offer(me=new)
    elif who == "at rest":
        Membership.objects.filter(pk=friend.pk).update(state="resting")
    key = {
        "nobody": "",
        "no offer": coordinator.key,
        "themselves": new.key,
        "elsewhere": HatFactory(kind=Hat.Kind.BUDDY).member.key,
        "at rest": friend.key,
    }[who]
    page = press(client, coordinator, "pair", newcomer=new.key, buddy=key)
    assert "cannot be put together" in page
    assert Buddying.objects.get().buddy is None


def test_either_may_end_it(client: Client, new: Membership, friend: Membership) -> None:
    BuddyingFactory(newcomer=new, buddy=friend)
    press(client, friend, "part", newcomer=new.key)
    assert Buddying.objects.get().buddy is None
    press(client, new, "part", newcomer=new.key)
    assert not Buddying.objects.exists()


def test_nobody_else_ends_it(
    client: Client, member: Membership, new: Membership, friend: Membership
) -> None:
    BuddyingFactory(newcomer=new, buddy=friend)
    press(client, member, "part", newcomer=new.key)
    assert Buddying.objects.get().buddy == friend


def test_only_whoever_is_new_asks(client: Client, member: Membership) -> None:
    assert "Would you like one?" not in press(client, member, "ask")
    assert not Buddying.objects.exists()


def test_an_offer_can_be_taken_back_at_once(client: Client, member: Membership) -> None:
    press(client, member, "offer")
    press(client, member, "offer")
    assert Hat.objects.get(member=member).kind == "buddy"
    assert "I would be somebody" in press(client, member, "offer_no_more")
    assert not buddies.who_offers(member).exists()


def test_an_older_offer_ends_and_stays_part_of_the_story(
    client: Client, friend: Membership
) -> None:
    press(client, friend, "offer_no_more")
    assert not buddies.who_offers(friend).exists()
    assert Hat.objects.get(member=friend).until is not None
