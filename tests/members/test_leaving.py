"""Easy out, easy back in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from collaborative.models import AuditEntry
from collaborative.tasks import tick
from members import actions, lanyards
from members.models import Hat, Invitation, Membership, User
from tests.conftest import as_
from tests.factories import (
    HatFactory,
    JoinRequestFactory,
    MeetingFactory,
    MembershipFactory,
    PerspectiveFactory,
    ReplyFactory,
)

pytestmark = pytest.mark.django_db


def post(client: Client, member: Membership, what: str, **data: str) -> Any:
    return as_(client, member).post(f"/me/{what}/{member.collaborative.slug}/", data)


def verbs(target: Membership) -> list[str]:
    entries = AuditEntry.objects.filter(target=f"members.membership:{target.pk}")
    return list(entries.order_by("pk").values_list("verb", flat=True))


def test_a_rest_stops_letters_and_one_press_ends_it(client: Client, member: Membership) -> None:
    ReplyFactory(meeting=MeetingFactory(collaborative=member.collaborative), member=member)
    Membership.objects.update(digest_upto=timezone.now() - timedelta(days=40))
    post(client, member, "rest", do="rest")
    tick()
    resting = client.get("/me/").text
    assert (mail.outbox, "You are resting" in resting) == ([], True)

    post(client, member, "rest", do="back")
    tick()
    member.refresh_from_db()
    assert (member.state, len(mail.outbox)) == ("active", 1)
    assert timezone.now() - member.digest_upto < timedelta(minutes=1)
    assert verbs(member) == ["member.rest", "member.come_back"]


def test_pressed_twice_is_once_and_nonsense_is_nothing(client: Client, member: Membership) -> None:
    for do in ("back", "rest", "rest", "x", ""):
        assert post(client, member, "rest", do=do).status_code == 302
    assert verbs(member) == ["member.rest"]


def test_one_who_rests_lets_go_of_a_hello(client: Client, member: Membership) -> None:
    asking = JoinRequestFactory(collaborative=member.collaborative, welcomed_by=member)
    post(client, member, "rest", do="rest")
    asking.refresh_from_db()
    assert asking.welcomed_by is None


@pytest.mark.parametrize(("choice", "name"), [("keep", "Zora"), ("member", "a member")])
def test_leaving_the_last_place_wipes_how_to_reach_them(
    client: Client, coordinator: Membership, choice: str, name: str
) -> None:
    zora = MembershipFactory(
        collaborative=coordinator.collaborative, chosen_name="Zora", greets_by_name=True
    )
    HatFactory(member=zora, kind=Hat.Kind.WELCOME)
    lanyards.write(zora.person, job_title="Nurse")
    shown = as_(client, zora).get(f"/me/leave/{zora.collaborative.slug}/").text
    gone = post(client, zora, "leave", name=choice)

    zora.refresh_from_db()
    zora.person.refresh_from_db()
    assert "wiped for good" in shown
    assert (gone["Location"], client.get("/me/").status_code) == ("/", 302)
    assert "You have left" in client.get("/").text
    assert (zora.state, zora.shown_name, zora.greets_by_name) == ("left", name, False)
    assert (zora.person.email, zora.person.is_active, zora.ask_me_about) == (None, False, "")
    assert lanyards.read(zora.person).job_title == ""
    assert not Hat.objects.not_over().exclude(until=timezone.localdate()).filter(member=zora)


def test_leaving_one_of_two_keeps_the_other(client: Client, member: Membership) -> None:
    other = MembershipFactory(person=member.person)
    stands = [PerspectiveFactory(collaborative=card.collaborative) for card in (member, other)]
    lanyards.stand(member.person, stands)
    shown = as_(client, member).get(f"/me/leave/{member.collaborative.slug}/").text
    post(client, member, "leave", name="member")

    other.refresh_from_db()
    assert "Your other collaboratives stay" in shown
    assert (other.state, other.shown_name) == ("active", other.chosen_name)
    assert client.get(f"/{member.collaborative.slug}/").status_code == 404
    assert client.get(f"/{other.collaborative.slug}/").status_code == 200
    assert User.objects.get(pk=member.person.pk).email == member.person.email
    assert lanyards.read(member.person).perspectives == {stands[1].pk}


def test_what_was_chosen_on_leaving_one_place_stands_on_leaving_the_next(
    client: Client, member: Membership
) -> None:
    other = MembershipFactory(person=member.person)
    post(client, member, "leave", name="keep")
    post(client, other, "leave", name="member")
    member.refresh_from_db()
    assert member.shown_name == member.chosen_name != "a member"


def test_an_open_invitation_keeps_the_address_it_needs(
    client: Client, member: Membership, coordinator: Membership
) -> None:
    elsewhere = HatFactory(kind=Hat.Kind.COORDINATOR).member
    for kind in Hat.LISTENING:
        HatFactory(member__collaborative=elsewhere.collaborative, kind=kind)
    actions.invite(by=elsewhere, address=member.person.email, name="Zora")
    gone = post(client, member, "leave", name="keep")

    member.person.refresh_from_db()
    assert (gone["Location"], client.get("/me/").status_code) == ("/", 302)
    assert member.person.email is not None


@pytest.mark.usefixtures("listeners")
def test_they_come_back_by_an_invitation(client: Client, coordinator: Membership) -> None:
    zora = MembershipFactory(collaborative=coordinator.collaborative)
    address = zora.person.email
    post(client, zora, "leave", name="keep")
    actions.invite(by=coordinator, address=address, name="Zora")
    back = actions.accept(invitation=Invitation.objects.get(), name="Zora")

    assert (back.state, back.person.email) == ("welcomed", address)
    assert Membership.objects.current().filter(chosen_name="Zora").count() == 1


def test_a_choice_is_asked_for(client: Client, member: Membership) -> None:
    for name in ("", "x"):
        assert post(client, member, "leave", name=name).status_code == 422
    member.refresh_from_db()
    assert member.state == "active"
