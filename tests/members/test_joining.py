"""Asking to join, and being welcomed by whoever wishes to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from collaborative.models import AuditEntry
from collaborative.tasks import tick, tidy
from members.models import Collaborative, JoinRequest, Membership
from tests.conftest import as_
from tests.factories import JoinRequestFactory, MembershipFactory

pytestmark = pytest.mark.django_db

ZOE = {"name": "Zoë", "contact": "Zoe@Example.org"}


@pytest.fixture
def open_place(coordinator: Membership, settings: Any) -> Collaborative:
    """Strangers may ask; counters stand in the database, and so end with the test."""
    nowhere = settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/valkey?db=0"}
    settings.CACHES = {**settings.CACHES, "default": nowhere}
    Collaborative.objects.update(welcomes_strangers=True)
    coordinator.collaborative.refresh_from_db()
    return coordinator.collaborative


def ask(place: Collaborative, **data: str) -> Any:
    return Client().post(f"/{place.slug}/join/", {**ZOE, **data})


def hello(client: Client, me: Membership, asking: JoinRequest, do: str) -> Any:
    path = f"/{me.collaborative.slug}/people/joining/{asking.key}/"
    return as_(client, me).post(path, {"do": do}, follow=True)


def test_off_until_switched_on(client: Client, coordinator: Membership) -> None:
    slug = coordinator.collaborative.slug
    for path in (f"/{slug}/join/", f"/{slug}/come/"):
        assert Client().get(path).content == Client().get("/nowhere/join/").content
    as_(client, coordinator).post(f"/{slug}/look-after/public/", {"welcomes_strangers": "on"})
    assert Client().get(f"/{slug}/join/").status_code == 200
    assert Client().get(f"/{slug}/come/").status_code == 404
    client.post(f"/{slug}/look-after/public/", {})
    assert Client().get(f"/{slug}/join/").status_code == 404


def test_the_answer_is_the_same_for_whoever_asks(open_place: Collaborative) -> None:
    known = MembershipFactory(collaborative=open_place).person.email
    answers = {ask(open_place, contact=contact).content for contact in (known, ZOE["contact"])}
    again = ask(open_place).content
    assert answers == {again}
    assert JoinRequest.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "again"),
    [("Zoe@Example.org", " zoe@example.org "), ("01632 960 222", "(01632) 960222")],
)
def test_asked_twice_is_one_row(open_place: Collaborative, first: str, again: str) -> None:
    ask(open_place, contact=first)
    ask(open_place, contact=again, name="Zo")
    assert JoinRequest.objects.get().chosen_name == "Zo"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"contact": ""}, "Please fill this in."),
        ({"contact": "zoe@"}, "a name, an @, and what follows"),
        ({"contact": "ring me"}, "digits only"),
        ({"contact": "12"}, "too short"),
        ({"name": ""}, "Please fill this in."),
        ({"name": "http://spam.example"}, "no address"),
        ({"name": "z" * 81}, "shorter"),
    ],
)
def test_wrong_is_said_at_the_field_and_the_rest_kept(
    open_place: Collaborative, wrong: dict[str, str], says: str
) -> None:
    answer = ask(open_place, **wrong)
    kept = next(value for name, value in ZOE.items() if name not in wrong)
    assert (answer.status_code, says in answer.text, kept in answer.text) == (422, True, True)
    assert JoinRequest.objects.count() == 0


def test_the_sixth_in_an_hour_waits_and_keeps_its_words(open_place: Collaborative) -> None:
    asked = [ask(open_place, contact=f"01632 96000{n}") for n in range(6)]
    assert [answer.status_code for answer in asked] == [200] * 5 + [429]
    assert "01632 960005" in asked[5].text
    assert open_place.phone in asked[5].text
    assert JoinRequest.objects.count() == 5


def test_a_thousand_times_from_everywhere_is_fifty_a_day(
    open_place: Collaborative, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(60):
        Client().post(
            f"/{open_place.slug}/join/",
            {"name": "Ugly", "contact": f"u{n}@example.org"},
            headers={"X-Forwarded-For": f"192.0.2.{n}"},
        )
    assert JoinRequest.objects.count() == 50


def test_members_see_the_name_and_only_whoever_says_hello_the_number(
    client: Client, open_place: Collaborative, member: Membership
) -> None:
    asking = JoinRequestFactory(collaborative=open_place, chosen_name="Zoë", contact="01632960222")
    slug, other = open_place.slug, MembershipFactory(collaborative=open_place)
    shown = as_(client, member).get(f"/{slug}/people/joining/").text
    assert "Zoë" in shown
    assert "01632" not in shown.partition("<footer")[0]
    path = f"/{slug}/people/joining/{asking.key}/"
    assert client.get(path).status_code == 404

    page = hello(client, member, asking, "hello").text
    assert "tel:01632960222" in page
    assert as_(client, other).get(path).status_code == 404
    assert "Somebody else was faster" in hello(client, other, asking, "hello").text
    assert "says hello" in client.get(f"/{slug}/people/joining/").text


def test_each_look_is_noted_without_the_number(
    client: Client, open_place: Collaborative, coordinator: Membership
) -> None:
    asking = JoinRequestFactory(collaborative=open_place)
    for _ in range(2):
        as_(client, coordinator).get(f"/{open_place.slug}/people/joining/{asking.key}/")
    looks = AuditEntry.objects.filter(verb="join.look", actor=coordinator.person)
    assert {look.target for look in looks} == {f"members.joinrequest:{asking.pk}"}
    assert looks.count() == 2


def test_a_member_invites_nobody_before_it_is_known_whom_to_turn_to(
    client: Client, open_place: Collaborative, member: Membership
) -> None:
    asking = JoinRequestFactory(collaborative=open_place, contact="zoe@example.org")
    hello(client, member, asking, "hello")

    assert "two people are named" in hello(client, member, asking, "invite").text
    assert JoinRequest.objects.filter(pk=asking.pk).exists()


@pytest.mark.usefixtures("listeners")
def test_a_member_sends_the_invitation_and_the_asking_is_forgotten(
    client: Client, open_place: Collaborative, member: Membership
) -> None:
    asking = JoinRequestFactory(collaborative=open_place, contact="zoe@example.org")
    hello(client, member, asking, "hello")
    hello(client, member, asking, "invite")
    tick()

    assert [message.to for message in mail.outbox] == [["zoe@example.org"]]
    assert "/invitation/" in mail.outbox[0].body
    assert JoinRequest.objects.count() == 0


def test_nobody_invites_a_number_or_somebody_they_do_not_welcome(
    client: Client, open_place: Collaborative, member: Membership, coordinator: Membership
) -> None:
    number = JoinRequestFactory(collaborative=open_place, contact="01632960222")
    email = JoinRequestFactory(collaborative=open_place)
    hello(client, coordinator, number, "invite")
    assert hello(client, member, email, "invite").status_code == 404
    assert hello(client, member, email, "done").status_code == 404
    assert JoinRequest.objects.count() == 2
    hello(client, coordinator, number, "done")
    assert JoinRequest.objects.get() == email


def test_after_a_month_it_is_forgotten(
    client: Client, open_place: Collaborative, member: Membership
) -> None:
    asking = JoinRequestFactory(collaborative=open_place)
    JoinRequestFactory(collaborative=open_place, asked_at=timezone.now() + timedelta(days=2))
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        listed = JoinRequest.objects.visible_to(member)
        assert asking not in listed
        tidy()
    assert JoinRequest.objects.count() == 1


def test_people_page_says_how_many_ask_but_not_to_those_who_rest(
    client: Client, open_place: Collaborative, member: Membership
) -> None:
    JoinRequestFactory.create_batch(2, collaborative=open_place)
    JoinRequestFactory()
    words = "Two people would like to join"
    assert words in as_(client, member).get(f"/{open_place.slug}/people/").text
    Membership.objects.filter(pk=member.pk).update(state="resting")
    assert words not in client.get(f"/{open_place.slug}/people/").text
