"""A thousand wrong codes from a thousand sessions, with Valkey and without; then the right one."""

from __future__ import annotations

import pytest
from django.test import Client

from members import opening
from members.models import Membership
from tests.figures import Figure
from tests.members.test_tries import TYPE, asked, code_in_the_post, counters, is_in, looked_at

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

__all__ = ["counters", "looked_at"]  # fixtures

GUESSES = 1000


def test_a_thousand_wrong_codes_are_five_tries(
    member: Membership, looked_at: list[str], figure: Figure, request: pytest.FixtureRequest
) -> None:
    address = member.person.email
    opening.new_paper_codes(by=member.person)
    owner, _ = asked(address)
    code = code_in_the_post()
    client, number = Client(), 0
    for guess in range(GUESSES):
        if guess % 3 == 0:  # a session gives up after three
            client, status = asked(address, from_=f"198.51.100.{number % 250}")
            number += status == 302
        client.post(TYPE, {"code": f"{guess:06}" if guess % 2 else f"{guess:012}"})
    tried = len(looked_at)
    owner.post(TYPE, {"code": code})
    where = request.node.callspec.id
    figure(f"{where}: wrong codes sent", GUESSES)
    figure(f"{where}: tries in five minutes", tried)
    figure(f"{where}: the owner, who asked before, came in", is_in(owner))

    assert tried <= 5
    assert is_in(owner)
