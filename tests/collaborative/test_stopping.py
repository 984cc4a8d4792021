"""Stopping a kind of letter from the letter: forgiving of mail scanners, closed to forgers."""

from __future__ import annotations

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from collaborative import stopping
from collaborative.letters import Kind, Words, kinds
from collaborative.models import Letter
from collaborative.tasks import tick
from tests.collaborative.conftest import KIND, Postcards

pytestmark = pytest.mark.django_db


def address(kind: str = KIND, person: int = 7) -> str:
    return reverse("stop_letters", args=[stopping.token(kind, person)])


def test_looking_changes_nothing(client: Client, postcards: Postcards) -> None:
    for method in (client.get, client.head):
        assert method(address()).status_code == 200
    assert postcards.stopped == []


def test_a_mail_reader_may_press_the_button_without_a_cookie(postcards: Postcards) -> None:
    """RFC 8058: a POST from elsewhere, with nothing but the address."""
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):  # twice is once
        response = client.post(address(), {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
    assert postcards.stopped == [7, 7]
    assert not client.cookies


def test_a_letter_carries_the_address_of_its_own_stop(letter: Letter, postcards: Postcards) -> None:
    tick()
    message = mail.outbox[0].message()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = message["List-Unsubscribe"].strip("<>").partition("/letters/")[2]
    Client(enforce_csrf_checks=True).post(f"/letters/{path}")
    assert postcards.stopped == [letter.person_id]


FORGED = {
    "nothing of ours": lambda: "x",
    "three parts": lambda: "a:b:c",
    "cut short": lambda: stopping.token(KIND, 7)[:-1],
    "turned": lambda: stopping.token(KIND, 7).swapcase(),
    "signed for something else": lambda: signing.dumps([KIND, 7], salt="something else"),
    "no such kind": lambda: stopping.token("no such kind", 7),
    "a kind that nobody stops": lambda: stopping.token("for good", 7),
    "nobody": lambda: signing.dumps([KIND], salt=stopping.SALT),
    "another shape": lambda: signing.dumps({"kind": KIND, "person": 7}, salt=stopping.SALT),
}


@pytest.mark.parametrize("forged", FORGED)
def test_any_other_link_is_one_calm_page(
    client: Client, postcards: Postcards, monkeypatch: pytest.MonkeyPatch, forged: str
) -> None:
    kind = Kind(render=lambda letter: Words("", ""), still_applies=lambda letter: True)
    monkeypatch.setitem(kinds, "for good", kind)
    path = reverse("stop_letters", args=[FORGED[forged]()])
    answers = [client.get(path), client.post(path)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert postcards.stopped == []
    known = client.get(reverse("stop_letters", args=["unknown"]))
    assert answers[0].content == known.content  # says nothing of what was wrong
