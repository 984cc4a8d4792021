"""A concern: one letter to one named human, and no words left behind."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from collaborative.keys import new_key
from collaborative.models import AuditEntry, Letter
from collaborative.tasks import tick, tidy
from members.models import Concern, Hat, Membership
from tests.conftest import as_
from tests.factories import ConcernFactory, HatFactory, MembershipFactory

pytestmark = pytest.mark.django_db

WORDS = "The door was locked & nobody came."


@pytest.fixture(autouse=True)
def no_counters(settings: Any) -> None:
    nowhere = settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/valkey?db=0"}
    settings.CACHES = {**settings.CACHES, "default": nowhere}


def listener(member: Membership, name: str, kind: str = "concern", **more: Any) -> Membership:
    hat = HatFactory(
        member__collaborative=member.collaborative, member__chosen_name=name, kind=kind, **more
    )
    return hat.member


@pytest.fixture
def zoe(member: Membership) -> Membership:
    return listener(member, "Zoe")


def send(client: Client, member: Membership, who: Membership, **more: str) -> Any:
    data = {"key": new_key(), "words": WORDS, "to": f"concern-{who.key}", **more}
    return as_(client, member).post(f"/{member.collaborative.slug}/concern/", data, follow=True)


def test_one_letter_to_one_person_and_its_words_nowhere_else(
    client: Client, member: Membership, zoe: Membership, coordinator: Membership
) -> None:
    listener(member, "Marisol")
    said = send(client, member, zoe).text
    tick()
    tick()

    (letter,) = mail.outbox
    assert "It goes to Zoe, and to nobody else." in said
    assert letter.to == [zoe.person.email]
    assert WORDS in letter.body
    assert member.chosen_name not in letter.body
    assert WORDS not in letter.subject
    concern = Concern.objects.get()
    assert (concern.words, concern.raised_by, concern.handed_over_at is None) == ("", None, False)
    assert Letter.objects.get().body == ""
    (entry,) = AuditEntry.objects.filter(verb="concern.raise")
    assert entry.actor is None
    assert WORDS not in as_(client, member).get("/me/everything.json").text


def test_with_a_yes_they_learn_who_it_was(
    client: Client, member: Membership, zoe: Membership
) -> None:
    send(client, member, zoe, may_reach="on")
    tick()
    assert f"{member.chosen_name} says that you may speak to them" in mail.outbox[0].body
    assert Concern.objects.get().raised_by == member


def test_the_same_form_twice_is_one_letter(
    client: Client, member: Membership, zoe: Membership
) -> None:
    for _ in range(2):
        send(client, member, zoe, key="bcdfghjkmn")
    tick()
    assert len(mail.outbox) == 1


def test_the_independent_person_is_offered_for_what_is_about_the_coordinator(
    client: Client, member: Membership, zoe: Membership
) -> None:
    ines = listener(member, "Ines", kind=Hat.Kind.INDEPENDENT)
    page = as_(client, member).get(f"/{member.collaborative.slug}/concern/").text
    assert "Ines, when it is about whoever looks after things here" in page
    send(client, member, ines, to=f"independent-{ines.key}")
    tick()
    assert [letter.to for letter in mail.outbox] == [[ines.person.email]]


def test_only_those_are_offered_who_can_read_it(
    client: Client, member: Membership, zoe: Membership
) -> None:
    listener(member, "Resting", member__state="resting")
    listener(member, "Postal", member__person__email=None)
    listener(member, "Later", since=timezone.localdate() + timedelta(days=3))
    HatFactory(kind=Hat.Kind.CONCERN, member__chosen_name="Elsewhere")
    page = as_(client, member).get(f"/{member.collaborative.slug}/concern/").text
    offered = page.partition("Who should read it?")[2].partition("</fieldset>")[0]
    assert offered.count('type="radio"') == 1
    assert "Zoe" in offered
    assert "checked" in offered
    assert "Nobody is named" in as_(client, zoe).get(f"/{member.collaborative.slug}/concern/").text


@pytest.mark.parametrize("wrong", [{"words": " "}, {"to": ""}, {"to": "concern-x"}, {"key": "x"}])
def test_wrong_is_said_and_nothing_typed_is_lost(
    client: Client, member: Membership, zoe: Membership, wrong: dict[str, str]
) -> None:
    answer = send(client, member, zoe, **wrong)
    assert answer.status_code == 422
    assert "words" in wrong or "The door was locked" in answer.text
    assert Concern.objects.count() == 0


def test_the_page_says_that_nobody_watches_and_whom_to_ring(
    client: Client, member: Membership
) -> None:
    page = as_(client, member).get(f"/{member.collaborative.slug}/concern/").text
    for words in ("Nobody watches this box", "116 123", "85258", "999", "Nobody is named for this"):
        assert words in page


def test_a_mail_server_that_is_down_loses_nothing_and_whoever_wrote_is_told(
    client: Client, member: Membership, zoe: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any) -> int:
        raise SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", down)
        send(client, member, zoe, may_reach="on")
        tick()
    assert Concern.objects.get().words == WORDS
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        path = f"/{member.collaborative.slug}/concern/"
        assert "Your letter to Zoe has not gone yet." in as_(client, member).get(path).text
        assert "has not gone yet" not in as_(client, zoe).get(path).text
        tick()
    assert WORDS in mail.outbox[0].body
    assert Concern.objects.get().words == ""


@pytest.mark.parametrize("change", [{"state": "resting"}, {"state": "left"}])
def test_it_does_not_go_to_somebody_who_has_gone(
    client: Client, member: Membership, zoe: Membership, change: dict[str, Any]
) -> None:
    send(client, member, zoe)
    left_on = timezone.localdate() if change["state"] == "left" else None
    Membership.objects.filter(pk=zoe.pk).update(**change, left_on=left_on)
    tick()
    assert mail.outbox == []
    assert Concern.objects.get().words == WORDS


def test_after_a_month_words_that_reached_nobody_go(zoe: Membership) -> None:
    ConcernFactory(to=zoe)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        tidy()
    assert Concern.objects.get().words == ""


def test_words_and_handing_over_exclude_each_other(zoe: Membership) -> None:
    ConcernFactory(to=zoe)
    with pytest.raises(IntegrityError, match="concern_keeps_no_words"), transaction.atomic():
        Concern.objects.update(handed_over_at=timezone.now())


def test_the_eleventh_in_an_hour_waits_and_keeps_its_words(
    client: Client, member: Membership, zoe: Membership
) -> None:
    answers = [send(client, member, zoe) for _ in range(11)]
    assert answers[10].status_code == 429
    assert "The door was locked" in answers[10].text
    assert Concern.objects.count() == 10


@pytest.mark.parametrize("path", ["", "people/", "meetings/", "roadmap/", "about/"])
def test_every_page_leads_there_in_one_press(client: Client, member: Membership, path: str) -> None:
    slug = member.collaborative.slug
    assert f'href="/{slug}/concern/"' in as_(client, member).get(f"/{slug}/{path}").text


def test_pages_of_no_place_lead_to_each_of_them(client: Client, member: Membership) -> None:
    other = MembershipFactory(person=member.person)
    page = as_(client, member).get("/me/").text
    for card in (member, other):
        assert f'href="/{card.collaborative.slug}/concern/"' in page
