"""Guessing is slow, with Valkey and without it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from collaborative.models import Letter
from members.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def valkey_is_gone(settings: Any) -> None:
    nowhere = settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/valkey?db=0"}
    settings.CACHES = {**settings.CACHES, "default": nowhere}


def ask(client: Client, address: str) -> Any:
    return client.post("/accounts/", {"email": address})


def test_without_valkey_the_fourth_letter_in_a_minute_waits(
    client: Client, valkey_is_gone: None, member: Membership
) -> None:
    asked = [ask(client, member.person.email) for _ in range(4)]
    other = ask(client, "somebody.else@example.org")

    assert [response.status_code for response in asked] == [302, 302, 302, 429]
    assert "One moment, please" in asked[3].text
    assert "Samaritans" in asked[3].text
    assert other.status_code == 302
    assert Letter.objects.count() == 3


def test_unknown_addresses_wait_just_as_long(client: Client, valkey_is_gone: None) -> None:
    asked = [ask(client, "nobody@example.org").status_code for _ in range(4)]

    assert asked == [302, 302, 302, 429]


def test_without_valkey_whoever_is_in_stays_in(
    client: Client, valkey_is_gone: None, member: Membership
) -> None:
    client.force_login(member.person)
    cache.set("anything", 1)

    assert cache.get("anything") is None
    assert client.get("/me/").status_code == 200


def test_upper_case_is_the_same_address_to_the_counter(
    client: Client, valkey_is_gone: None, member: Membership
) -> None:
    typed = [member.person.email, member.person.email.upper(), f" {member.person.email} "]
    for address in typed:
        ask(client, address)

    assert ask(client, member.person.email.title()).status_code == 429
