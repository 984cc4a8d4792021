"""An invitation: one letter, one link, once; nobody learns from it whom we know."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collaborative.keys import token_hash
from collaborative.models import AuditEntry, Letter
from collaborative.tasks import tick
from members import actions
from members.errors import LinkIsOver
from members.models import Hat, Invitation, Membership, User
from tests.conftest import as_
from tests.factories import HatFactory, MembershipFactory

pytestmark = pytest.mark.django_db

NEW = {"address": "Zoe@Example.org ", "name": "Zoë"}


def page_to_invite(member: Membership) -> str:
    return reverse("here:invite", kwargs={"collaborative": member.collaborative.slug})


def link_in_the_post() -> str:
    tick()
    return re.search(r"http://localhost:8000(/invitation/\S+)", mail.outbox[-1].body)[1]


@pytest.fixture
def coordinator(coordinator: Membership, listeners: object) -> Membership:
    """Somebody who may invite: it is known whom to turn to."""
    return coordinator


@pytest.fixture
def link(coordinator: Membership) -> str:
    """The link in the letter of somebody new."""
    actions.invite(by=coordinator, address=NEW["address"], name=NEW["name"])
    return link_in_the_post()


def come_in(link: str, name: str = "Zoë", client: Client | None = None) -> HttpResponse:
    return (client or Client()).post(link, {"chosen_name": name})


def test_from_a_coordinators_page_to_the_table(client: Client, coordinator: Membership) -> None:
    asked = as_(client, coordinator).post(page_to_invite(coordinator), NEW)
    link = link_in_the_post()
    stranger = Client()
    shown = stranger.get(link)
    came = stranger.post(link, {"chosen_name": "Zo"}, follow=True)

    assert asked.status_code == 302
    assert mail.outbox[-1].to == ["zoe@example.org"]
    assert 'value="Zoë"' in shown.text
    assert coordinator.collaborative.name in shown.text
    member = Membership.objects.get(person__email="zoe@example.org")
    assert (member.chosen_name, member.state) == ("Zo", "welcomed")
    assert came.redirect_chain[0][0] == member.collaborative.get_absolute_url()
    assert came.wsgi_request.user == member.person


def test_the_invited_show_nowhere_before_they_say_yes(
    client: Client, member: Membership, link: str
) -> None:
    page = reverse("here:people", kwargs={"collaborative": member.collaborative.slug})

    assert "Zoë" not in as_(client, member).get(page).text
    come_in(link)
    assert "Zoë" in client.get(page).text


def test_the_letter_says_who_to_turn_to_and_is_wiped(coordinator: Membership) -> None:
    listens = HatFactory(member__collaborative=coordinator.collaborative, kind="concern").member
    actions.invite(by=coordinator, address="zoe@example.org", name="Zoë")
    token = link_in_the_post().split("/")[2]

    sent = mail.outbox[-1]
    assert sent.subject == "There is a place for you at the table"
    for part in (sent.body, sent.alternatives[0].content):
        assert listens.chosen_name in part
        assert token in part
        assert coordinator.chosen_name not in part
    assert Letter.objects.get().body == ""
    assert Invitation.objects.get().token_hash == token_hash(token)


def test_a_letter_that_nobody_takes_keeps_no_link(
    coordinator: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise SMTPRecipientsRefused({"zoe@example.org": (550, b"nobody here")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    actions.invite(by=coordinator, address="zoe@example.org", name="Zoë")
    tick()

    assert Letter.objects.values_list("state", "body").get() == ("refused", "")


def test_looking_changes_nothing(link: str) -> None:
    """Mail scanners follow links."""
    for _ in range(3):
        assert Client().get(link).status_code == 200

    assert Invitation.objects.get().used_at is None
    assert Membership.objects.get(chosen_name="Zoë").state == "introduced"


def changed(link: str) -> str:
    token = link.split("/")[2]
    return link.replace(token, token[:-1] + ("A" if token[-1] != "A" else "B"))


def test_wrong_old_used_and_forged_are_the_same_bytes(coordinator: Membership, link: str) -> None:
    used = Client()
    come_in(link, client=used)
    actions.invite(by=coordinator, address="old@example.org", name="Old")
    old = link_in_the_post()
    actions.invite(by=coordinator, address="two@example.org", name="Two")
    replaced = link_in_the_post()
    actions.invite(by=coordinator, address="two@example.org", name="Two")
    Invitation.objects.filter(member__chosen_name="Old").update(not_after=timezone.now())

    links = [link, old, replaced, changed(link), "/invitation/x/", "/invitation/%00%FF/"]
    seen = {
        (response.status_code, response.content)
        for address in links
        for response in (Client().get(address), come_in(address))
    }

    assert len(seen) == 1
    assert {status for status, _ in seen} == {404}


def test_it_opens_for_two_weeks(link: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23)):
        assert Client().get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert come_in(link).status_code == 404


def test_two_who_press_at_once_come_in_once(link: str) -> None:
    invitation = Invitation.objects.get()
    actions.accept(invitation=invitation, name="Zoë")

    with pytest.raises(LinkIsOver):
        actions.accept(invitation=invitation, name="Somebody else")
    assert Membership.objects.filter(chosen_name="Somebody else").count() == 0


def test_a_link_replaced_while_its_page_stands_open_is_over(coordinator: Membership) -> None:
    actions.invite(by=coordinator, address="zoe@example.org", name="Zoë")
    shown = Invitation.objects.get()
    actions.invite(by=coordinator, address="zoe@example.org", name="Zoë")

    with pytest.raises(LinkIsOver):
        actions.accept(invitation=shown, name="Zoë")
    assert Membership.objects.get(chosen_name="Zoë").state == "introduced"


@pytest.mark.django_db(transaction=True)
def test_of_four_at_the_same_moment_one_comes_in() -> None:
    coordinator = HatFactory(kind="coordinator").member
    for kind in Hat.LISTENING:
        HatFactory(member__collaborative=coordinator.collaborative, kind=kind)
    actions.invite(by=coordinator, address="zoe@example.org", name="Zoë")
    invitation = Invitation.objects.get()
    start = Barrier(4)

    def accept(name: str) -> str:
        try:
            start.wait(timeout=5)
            return actions.accept(invitation=invitation, name=name).chosen_name
        except LinkIsOver:
            return "over"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        came = sorted(pool.map(accept, ["A", "B", "C", "D"]), key=len)
    assert came[1:] == ["over"] * 3
    assert Membership.objects.get(person__email="zoe@example.org").chosen_name == came[0]


def test_inviting_again_replaces_the_link_and_the_letter(coordinator: Membership) -> None:
    actions.invite(by=coordinator, address="zoe@example.org", name="Zoe")
    actions.invite(by=coordinator, address="ZOE@example.org", name="Zoë")
    tick()

    assert sorted(Letter.objects.values_list("state", flat=True)) == ["sent", "withdrawn"]
    assert len(mail.outbox) == 1
    assert Invitation.objects.count() == User.objects.filter(email="zoe@example.org").count() == 1
    assert 'value="Zoë"' in Client().get(link_in_the_post()).text


@pytest.mark.parametrize("state", ["active", "welcomed", "resting"])
def test_somebody_who_is_here_gets_no_letter_and_whoever_asks_cannot_tell(
    client: Client, coordinator: Membership, state: str
) -> None:
    here = MembershipFactory(collaborative=coordinator.collaborative, state=state)
    as_(client, coordinator)
    said = [
        client.post(page_to_invite(coordinator), {"address": address, "name": "Zoë"}, follow=True)
        for address in (here.person.email, "zoe@example.org")
    ]

    assert Letter.objects.filter(person=here.person).count() == 0
    assert [tell(response) for response in said] == [tell(said[0])] * 2
    here.refresh_from_db()
    assert (here.state, here.chosen_name == "Zoë") == (state, False)


def tell(response: Any) -> list[str]:
    return re.findall(r'<p class="told">(.*?)</p>', response.text)


def test_somebody_who_left_may_come_again(coordinator: Membership) -> None:
    gone = MembershipFactory(
        collaborative=coordinator.collaborative, state="left", left_on=timezone.localdate()
    )
    actions.invite(by=coordinator, address=gone.person.email, name="Back")
    come_in(link_in_the_post(), "Back")

    states = Membership.objects.filter(person=gone.person).values_list("state", flat=True)
    assert sorted(states) == ["left", "welcomed"]


def test_one_person_two_places_two_cards(client: Client, coordinator: Membership) -> None:
    elsewhere = MembershipFactory(chosen_name="Abi", ask_me_about="Steam engines")
    actions.invite(by=coordinator, address=elsewhere.person.email, name="Abi from the hill")
    came = as_(client, elsewhere).post(link_in_the_post(), {"chosen_name": "Abi H"})

    assert came.url == coordinator.collaborative.get_absolute_url()
    people = client.get(came.url + "people/").text
    assert "Abi H" in people
    assert "Steam engines" not in people
    first = client.get(elsewhere.collaborative.get_absolute_url() + "people/").text
    assert "Abi H" not in first
    assert "Steam engines" in first


def test_a_letter_passed_on_never_opens_what_somebody_has_already(
    coordinator: Membership,
) -> None:
    """The link gives a place at this table; all else they have here needs a code."""
    elsewhere = MembershipFactory()
    actions.invite(by=coordinator, address=elsewhere.person.email, name="Abi")
    finder = Client()
    came = come_in(link_in_the_post(), "Abi", finder)

    home = coordinator.collaborative.get_absolute_url()
    assert came.url == f"/accounts/?next={home.replace('/', '%2F')}"
    assert not came.wsgi_request.user.is_authenticated
    assert Membership.objects.filter(person=elsewhere.person).current().count() == 2


def test_whoever_was_signed_in_there_is_not_taken_for_them(
    client: Client, coordinator: Membership
) -> None:
    elsewhere = MembershipFactory()
    actions.invite(by=coordinator, address=elsewhere.person.email, name="Abi")
    came = come_in(link_in_the_post(), "Abi", as_(client, coordinator))

    assert came.url.startswith("/accounts/?next=")
    assert client.get(came.url).status_code == 200
    assert client.get("/me/").status_code == 302


def test_on_a_device_where_somebody_else_is_signed_in(
    client: Client, coordinator: Membership, link: str
) -> None:
    as_(client, coordinator)

    assert "Somebody else is signed in" in client.get(link).text
    assert "Somebody else is signed in" not in Client().get(link).text
    assert come_in(link, client=client).wsgi_request.user.email == "zoe@example.org"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"address": "zoe", "name": "Zoë"}, "address"),
        ({"address": "", "name": "Zoë"}, "address"),
        ({"address": "a@example.org, b@example.org", "name": "Zoë"}, "address"),
        ({"address": f"{'a' * 250}@example.org", "name": "Zoë"}, "address"),
        ({"address": "zoe@example.org", "name": "  "}, "name"),
        ({"address": "zoe@example.org", "name": "z" * 81}, "name"),
    ],
)
def test_what_cannot_be_invited_is_said_beside_it(
    client: Client, coordinator: Membership, typed: dict[str, str], field: str
) -> None:
    wrong = as_(client, coordinator).post(page_to_invite(coordinator), typed)

    assert wrong.status_code == 422
    assert f'id="id_{field}_error"' in wrong.text
    assert Letter.objects.count() == Invitation.objects.count() == 0


def test_a_name_that_cannot_be_is_said_beside_it_and_the_link_stays_good(link: str) -> None:
    wrong = come_in(link, "\u200b \u200b")

    assert wrong.status_code == 422
    assert 'id="id_chosen_name_error"' in wrong.text
    assert come_in(link).status_code == 302


def test_only_the_coordinator_invites(
    client: Client, member: Membership, facilitator: Membership
) -> None:
    for somebody in (member, facilitator):
        page = page_to_invite(somebody)
        assert as_(client, somebody).get(page).status_code == 404
        assert client.post(page, NEW).status_code == 404
    assert Letter.objects.count() == 0


def test_who_invited_whom_is_noted_without_the_address(coordinator: Membership, link: str) -> None:
    noted = AuditEntry.objects.get(verb="member.invite")
    zoe = Membership.objects.get(chosen_name="Zoë")

    assert (noted.actor, noted.target) == (coordinator.person, f"members.membership:{zoe.pk}")
