"""Ten codes on paper: each opens once, for its owner alone, on the page where codes are typed."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from collaborative.models import AuditEntry
from members import erasure, opening
from members.models import Hat, Membership, PaperCode
from tests.conftest import as_
from tests.factories import HatFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def codes(coordinator: Membership) -> list[str]:
    return opening.new_paper_codes(by=coordinator.person)


def come_in(member: Membership, code: str) -> Client:
    client = Client()
    client.post("/accounts/", {"email": member.person.email})
    client.post("/accounts/code/", {"code": code})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_they_are_shown_once_and_kept_nowhere(client: Client, coordinator: Membership) -> None:
    path = f"/{coordinator.collaborative.slug}/first-day/codes/"
    text = as_(client, coordinator).post(path).text

    assert PaperCode.objects.filter(person=coordinator.person).count() == 10
    kept = str(list(PaperCode.objects.values()))
    shown = [line for line in text.split("<li>") if line[:4].isdigit()]
    assert len(shown) == 10
    assert not any(line[:14].replace(" ", "") in kept for line in shown)
    assert client.get(path).status_code == 405


def test_each_opens_once_however_it_is_spaced(coordinator: Membership, codes: list[str]) -> None:
    spaced = " ".join((codes[0][:4], codes[0][4:8], codes[0][8:]))

    assert is_in(come_in(coordinator, spaced))
    assert not is_in(come_in(coordinator, codes[0]))
    assert is_in(come_in(coordinator, codes[1]))
    assert AuditEntry.objects.filter(verb="member.paper_code").count() == 2
    assert mail.outbox == []


def test_they_are_of_nobody_else(coordinator: Membership, codes: list[str]) -> None:
    assert not is_in(come_in(MembershipFactory(), codes[0]))
    assert PaperCode.objects.count() == 10


def test_new_ones_make_the_old_void(coordinator: Membership, codes: list[str]) -> None:
    newer = opening.new_paper_codes(by=coordinator.person)

    assert not is_in(come_in(coordinator, codes[0]))
    assert is_in(come_in(coordinator, newer[0]))


def test_an_address_that_nobody_has_is_told_the_same(codes: list[str]) -> None:
    client = Client()
    client.post("/accounts/", {"email": "nobody@example.org"})
    answer = client.post("/accounts/code/", {"code": codes[0]})

    assert answer.status_code == 422
    assert "does not fit" in answer.text


def test_they_go_with_the_person(coordinator: Membership, codes: list[str]) -> None:
    HatFactory(member__collaborative=coordinator.collaborative, kind=Hat.Kind.COORDINATOR)
    erasure.erase(coordinator.person, by=None, keeps_name=False)

    assert PaperCode.objects.count() == 0
