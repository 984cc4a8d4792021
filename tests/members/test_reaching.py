"""People to reach: lists behind the wall, letters that fail, a new way, people without email."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from collaborative.models import AuditEntry, Letter
from collaborative.tasks import tick
from meetings.models import Reply
from members import lanyards
from members.errors import PrivateShut
from members.models import Hat, Membership, Session, User
from members.models.private import ContactRoute
from members.takeout_rows import behind_the_wall, routes
from tests.conftest import as_
from tests.factories import HatFactory, MeetingFactory, MembershipFactory
from tests.meetings.helpers import queries

pytestmark = pytest.mark.django_db


def page_of(me: Membership, more: str = "") -> str:
    return f"/{me.collaborative.slug}/look-after/reach/{more}"


def a_letter(person: User, state: str, number: int = 0) -> None:
    now = timezone.now()
    Letter.objects.create(
        key=f"x:{person.pk}:{state}:{number}",
        kind="digest",
        person=person,
        about=1,
        not_before=now - timedelta(hours=2),
        not_after=now + timedelta(hours=1),
        state=state,
        sent_at=now if state == "sent" else None,
    )


@pytest.fixture
def failing(coordinator: Membership) -> Membership:
    card = MembershipFactory(collaborative=coordinator.collaborative, chosen_name="Fay")
    a_letter(card.person, "sent")
    a_letter(card.person, "refused")
    return card


def test_a_list_has_what_was_lent_and_each_look_is_noted(
    client: Client, coordinator: Membership, member: Membership
) -> None:
    """Planted beside it: what was not lent, another kind, somebody who rests, another place."""
    own = {"collaborative": coordinator.collaborative}
    resting, kept = MembershipFactory(**own, state="resting"), MembershipFactory(**own)
    elsewhere = MembershipFactory()
    lanyards.route(member.person, "post", "9 Dock Lane", for_lists=True)
    lanyards.route(member.person, "sms", "07700 900001", for_lists=True)
    lanyards.route(kept.person, "post", "1 Kept Row")
    lanyards.route(resting.person, "post", "2 Rest Row", for_lists=True)
    lanyards.route(elsewhere.person, "post", "3 Else Row", for_lists=True)

    text = as_(client, coordinator).get(page_of(coordinator, "post/")).text
    assert "9 Dock Lane" in text
    for other in ("07700", "Kept Row", "Rest Row", "Else Row"):
        assert other not in text
    looks = AuditEntry.objects.filter(verb="lanyard.reach", target__startswith="members.user:")
    assert [(each.actor, each.target) for each in looks] == [
        (coordinator.person, f"members.user:{member.person_id}")
    ]
    assert not ContactRoute.objects.exists()  # the wall is shut again
    assert "9 Dock Lane" not in client.get(page_of(coordinator)).text


def test_a_list_asks_as_much_at_one_as_at_thirty(client: Client, coordinator: Membership) -> None:
    def more(number: int) -> tuple[int, int]:
        for _ in range(number):
            card = MembershipFactory(collaborative=coordinator.collaborative)
            lanyards.route(card.person, "post", "9 Dock Lane", for_lists=True)
            a_letter(card.person, "refused")
        a_list, names = (page_of(coordinator, more) for more in ("post/", ""))
        return queries(lambda: client.get(a_list)), queries(lambda: client.get(names))

    as_(client, coordinator)
    one = more(1)
    assert more(29) == one
    assert one[0] <= 8 + 4  # the wall opens within two savepoints
    assert one[1] <= 8


def test_of_failing_letters_it_names_the_member_and_never_the_address(
    client: Client, coordinator: Membership, failing: Membership, member: Membership
) -> None:
    a_letter(member.person, "refused")
    a_letter(member.person, "sent")  # it works again
    text = as_(client, coordinator).get(page_of(coordinator)).text
    assert "Fay" in text
    assert member.chosen_name not in text
    assert failing.person.email not in text


def write_in(client: Client, me: Membership, about: Membership, **sent: str) -> Any:
    return as_(client, me).post(page_of(me, f"new/{about.key}/"), sent)


def test_a_new_address_shuts_the_private_part_until_an_old_device_says_so(
    client: Client, coordinator: Membership, failing: Membership
) -> None:
    lanyards.need(failing.person, "Soft light")
    assert (
        write_in(
            client, coordinator, failing, kind="email", value="Fay.New@example.org"
        ).status_code
        == 302
    )
    tick()
    (letter,) = [m for m in mail.outbox if "come here from now on" in m.subject]
    assert letter.to == ["fay.new@example.org"]

    failing.person.refresh_from_db()
    with pytest.raises(PrivateShut):
        lanyards.read(failing.person)
    assert behind_the_wall(routes)(failing.person) == []
    as_(client, failing)
    answer = client.get("/me/private/")
    assert "Soft light" not in answer.text
    assert "Yes, it is right" not in answer.text
    client.post("/me/private/", {"do": "right"})  # forged: this device is new
    assert "Please look at this first" in client.get("/me/private/").text

    Session.objects.filter(person=failing.person).update(
        since=timezone.localdate() - timedelta(days=3)
    )
    client.post("/me/private/", {"do": "right"})
    assert "Soft light" in client.get("/me/private/").text


def test_whoever_has_no_old_device_begins_again(
    client: Client, coordinator: Membership, failing: Membership
) -> None:
    lanyards.need(failing.person, "Soft light")
    write_in(client, coordinator, failing, kind="email", value="fay.new@example.org")
    as_(client, failing).post("/me/private/", {"do": "empty"})
    text = client.get("/me/private/").text
    assert "My work and where I stand (private)" in text
    assert "Soft light" not in text


def test_another_way_is_written_in_without_showing_the_old_one(
    client: Client, coordinator: Membership, failing: Membership
) -> None:
    lanyards.route(failing.person, "sms", "07700 900001")
    form = as_(client, coordinator).get(page_of(coordinator, f"new/{failing.key}/"))
    assert "07700" not in form.text
    write_in(client, coordinator, failing, kind="sms", value="07700 900002")
    assert "07700 900002" in client.get(page_of(coordinator, "text/")).text
    as_(client, failing).post("/me/private/", {"do": "right"})  # it is their address still
    assert [r.value for r in lanyards.read(User.objects.get(pk=failing.person_id)).routes] == [
        "07700 900002"
    ]


def test_an_address_of_somebody_else_changes_nothing_and_tells_nothing(
    client: Client, coordinator: Membership, failing: Membership, member: Membership
) -> None:
    before = failing.person.email
    free = write_in(client, coordinator, failing, kind="email", value=member.person.email)
    failing.person.refresh_from_db()
    assert (failing.person.email, failing.person.private_shut_at) == (before, None)
    assert free.status_code == 302


@pytest.mark.parametrize("kind", [Hat.Kind.CONCERN, Hat.Kind.INDEPENDENT, Hat.Kind.COORDINATOR])
def test_nobody_turns_the_letters_of_those_who_listen(
    client: Client, coordinator: Membership, failing: Membership, kind: str
) -> None:
    assert client.get("/").status_code == 200
    HatFactory(member=failing, kind=kind)
    answer = write_in(client, coordinator, failing, kind="email", value="me@example.org")
    assert answer.status_code == 404


def test_whom_letters_reach_is_nobodys_to_change(
    client: Client, coordinator: Membership, member: Membership
) -> None:
    a_letter(member.person, "sent")
    answer = write_in(client, coordinator, member, kind="email", value="me@example.org")
    assert answer.status_code == 404
    assert write_in(client, coordinator, coordinator, kind="sms", value="1").status_code == 404


def test_somebody_without_email_is_with_us_and_is_answered_for(
    client: Client, coordinator: Membership, listeners: list[Membership]
) -> None:
    sent = {"name": "Ivy", "kind": "phone", "value": "01632 960555"}
    as_(client, coordinator).post(page_of(coordinator, "add/"), sent)
    ivy = Membership.objects.select_related("person").get(chosen_name="Ivy")
    assert ivy.person.email is None
    assert "01632 960555" in client.get(page_of(coordinator, "phone/")).text

    meeting = MeetingFactory(collaborative=coordinator.collaborative)
    answers = f"/{coordinator.collaborative.slug}/look-after/answers/"
    client.post(answers, {"who": ivy.key, "answer": "yes"})
    assert Reply.objects.get(meeting=meeting, member=ivy).answer == "yes"
    said = AuditEntry.objects.get(verb="meeting.reply")
    assert said.actor == coordinator.person
    (link,) = re.findall(r"https?://[^/]+(/letters/answer/[^<]+)", client.get(answers).text)
    supporter = Client().post(html.unescape(link), {"answer": "no"})  # with no account
    assert ivy.chosen_name not in supporter.text
    assert Reply.objects.get(meeting=meeting, member=ivy).answer == "no"
    theirs = client.post(answers, {"who": listeners[0].key, "answer": "yes"})
    assert theirs.status_code == 404  # they can say so themselves


def test_nobody_is_added_before_somebody_listens(client: Client, coordinator: Membership) -> None:
    sent = {"name": "Ivy", "kind": "phone", "value": "01632 960555"}
    answer = as_(client, coordinator).post(page_of(coordinator, "add/"), sent)
    assert answer.status_code == 422
    assert not Membership.objects.filter(chosen_name="Ivy").exists()


def test_the_database_keeps_a_new_address_shut() -> None:
    person = User.objects.create(email=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(address_written_in=True)
