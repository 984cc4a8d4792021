"""Somebody has died: what ends at once, what stays, and putting right a slip of the hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from collaborative.tasks import tidy
from members import actions, lanyards, remembering
from members.access import today_in
from members.errors import NotTheirs
from members.models import Hat, Membership, Session, User
from tests.conftest import as_
from tests.factories import HatFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def win(member: Membership) -> Any:
    return MembershipFactory(collaborative=member.collaborative, chosen_name="Win")


def page_of(member: Membership) -> str:
    return f"/{member.collaborative.slug}/people/remember/"


def people(client: Client, member: Membership) -> str:
    return as_(client, member).get(f"/{member.collaborative.slug}/people/").text


def remember(client: Client, by: Membership, card: Membership, **more: str) -> Any:
    data = {"who": card.key, "sure": "on", "words": "She kept the kettle on.", **more}
    return as_(client, by).post(page_of(by), data)


def test_doors_shut_and_the_name_stays(
    client: Client, member: Membership, coordinator: Membership, win: Membership
) -> None:
    tab = as_(Client(), win)
    assert tab.get(f"/{win.collaborative.slug}/").status_code == 200
    HatFactory(member=win, kind=Hat.Kind.SCRIBE)
    remember(client, coordinator, win)
    win.refresh_from_db()

    assert tab.get(f"/{win.collaborative.slug}/").status_code == 302
    assert not Session.objects.filter(person=win.person).exists()
    assert (win.state, win.brings_me_here, win.left_on) == (
        "remembered",
        "",
        today_in(win.collaborative),
    )
    assert not Hat.objects.on(today_in(win.collaborative) + timedelta(days=1)).filter(member=win)
    shown = people(client, member)
    assert "We remember" in shown
    assert "<strong>Win</strong>. She kept the kettle on." in shown


def test_as_a_member_there_is_no_name(
    client: Client, member: Membership, coordinator: Membership, win: Membership
) -> None:
    remember(client, coordinator, win, name="member")
    assert "Win" not in people(client, member)
    assert "We remember" not in people(client, member)


def test_without_the_tick_nothing_happens(
    client: Client, coordinator: Membership, win: Membership
) -> None:
    answer = remember(client, coordinator, win, sure="")
    assert answer.status_code == 422
    assert "She kept the kettle on." in answer.text
    win.refresh_from_db()
    assert win.state == "active"


def test_one_press_puts_a_mistake_right(
    client: Client, coordinator: Membership, win: Membership
) -> None:
    lanyards.need(win.person, "Soft light")
    remember(client, coordinator, win)
    client.post(page_of(coordinator), {"do": "back", "who": win.key})
    win.refresh_from_db()

    assert (win.state, win.left_on, win.remembered_as) == ("active", None, "")
    assert as_(Client(), win).get(f"/{win.collaborative.slug}/").status_code == 200
    assert lanyards.read(win.person).needs


def test_after_thirty_days_what_was_theirs_is_wiped(
    client: Client, coordinator: Membership, win: Membership
) -> None:
    lanyards.need(win.person, "Soft light")
    remember(client, coordinator, win)
    for days, there in ((29, True), (32, False)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            tidy()
        assert User.objects.filter(pk=win.person_id, email__isnull=False).exists() is there
    assert not lanyards.read(win.person).needs
    with (
        time_machine.travel(timezone.now() + timedelta(days=32), tick=False),
        pytest.raises(NotTheirs),
    ):
        remembering.put_right(card=win, by=coordinator)


def test_whoever_is_somewhere_else_too_keeps_what_is_theirs(
    coordinator: Membership, win: Membership
) -> None:
    MembershipFactory(person=win.person)
    remembering.remember(card=win, by=coordinator, words="", keeps_name=True)
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        tidy()
    assert User.objects.get(pk=win.person_id).email


def test_when_the_only_one_who_looks_after_things_dies_a_listener_does(
    client: Client, coordinator: Membership, listeners: list[Membership]
) -> None:
    concern, _ = listeners
    remember(client, concern, coordinator)
    coordinator.refresh_from_db()
    assert coordinator.state == "remembered"
    hats = Hat.objects.on(today_in(concern.collaborative)).filter(kind=Hat.Kind.COORDINATOR)
    assert [hat.member for hat in hats.exclude(member=coordinator)] == [concern]


def test_nobody_else_may(
    client: Client, member: Membership, coordinator: Membership, win: Membership
) -> None:
    assert remember(client, member, win).status_code == 404
    for card in (coordinator, MembershipFactory()):
        with pytest.raises(NotTheirs):
            remembering.remember(card=card, by=coordinator, words="", keeps_name=True)


def test_an_invitation_to_the_wrong_address_is_taken_back(
    client: Client, member: Membership, coordinator: Membership, listeners: list[Membership]
) -> None:
    """The same words whether there was one or not; and nobody is left behind."""
    before = User.objects.count()
    actions.invite(by=coordinator, address="wrong@example.org", name="Ida")
    page = f"/{member.collaborative.slug}/people/invite/"
    said = [
        as_(client, coordinator).post(page, {"do": "take_back", "wrong": address}, follow=True).text
        for address in ("wrong@example.org", "nobody@example.org", member.person.email)
    ]
    assert all("its link opens nothing from now on" in words for words in said)
    assert User.objects.count() == before
    member.refresh_from_db()
    assert member.state == "active"
