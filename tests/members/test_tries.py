"""A thousand guesses are five tries, and the one who reads the letters comes in all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from collaborative.tasks import tick
from members import opening
from members.models import Membership

pytestmark = pytest.mark.django_db

ASK, TYPE = "/accounts/", "/accounts/code/"


@pytest.fixture(autouse=True, params=["counted in the cache", "without Valkey"])
def counters(request: pytest.FixtureRequest, settings: Any) -> None:
    memory = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": uuid4().hex,
    }
    gone = settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/valkey?db=0"}
    chosen = gone if request.param == "without Valkey" else memory
    settings.CACHES = {**settings.CACHES, "default": chosen}


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every code that was compared with a person's own codes."""
    seen: list[str] = []
    compare = opening.use_paper_code

    def noted(**given: Any) -> bool:
        seen.append(given["code"])
        return compare(**given)

    monkeypatch.setattr(opening, "use_paper_code", noted)
    return seen


def asked(address: str, *, from_: str = "127.0.0.1") -> tuple[Client, int]:
    client = Client(REMOTE_ADDR=from_)
    return client, client.post(ASK, {"email": address}).status_code


def code_in_the_post() -> str:
    tick()
    return re.search(r"^\d{6,12}$", mail.outbox[-1].body, re.MULTILINE)[0]


def guesses(address: str, *, sessions: int, each: int = 3) -> Iterator[HttpResponse]:
    """Wrong codes from many sessions on many networks."""
    for number in range(sessions):
        client, status = asked(address, from_=f"192.0.2.{number}")
        if status == 302:
            for _ in range(each):
                yield client.post(TYPE, {"code": "000000"})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_many_sessions_share_five_tries(member: Membership, looked_at: list[str]) -> None:
    answers = [answer.status_code for answer in guesses(member.person.email, sessions=15)]

    assert len(looked_at) == 5
    assert sorted(set(answers)) == [404, 422, 429] or sorted(set(answers)) == [422, 429]
    assert answers.count(429) == len(answers) - 5


def test_whoever_asked_before_them_comes_in(member: Membership) -> None:
    owner, _ = asked(member.person.email)
    code = code_in_the_post()
    list(guesses(member.person.email, sessions=12))

    owner.post(TYPE, {"code": code})
    assert is_in(owner)


def test_whoever_asks_after_them_gets_a_long_code_and_comes_in(member: Membership) -> None:
    list(guesses(member.person.email, sessions=12))
    owner, status = asked(member.person.email)
    code = code_in_the_post()
    waits = owner.get(TYPE).text

    assert (status, len(code)) == (302, 12)
    assert "12-digit code" in waits
    assert mail.outbox[-1].subject == "Your 12-digit code"
    owner.post(TYPE, {"code": f"{code[:4]} {code[4:8]}-{code[8:]}"})
    assert is_in(owner)


def test_a_second_guess_while_others_guess_is_told_the_way_on(member: Membership) -> None:
    owner, _ = asked(member.person.email)
    list(guesses(member.person.email, sessions=12))
    owner.post(TYPE, {"code": "000000"})
    told = owner.post(TYPE, {"code": "000000"})

    assert told.status_code == 429
    assert "Ask for a new code below" in told.text
    assert "<details open>" in told.text


def test_codes_on_paper_are_tried_as_seldom(member: Membership, looked_at: list[str]) -> None:
    (code, *_) = opening.new_paper_codes(by=member.person)
    owner, _ = asked(member.person.email)
    for number in range(12):
        client, status = asked(member.person.email, from_=f"192.0.2.{number}")
        assert status == 302
        for _ in range(3):
            client.post(TYPE, {"code": "000000000000"})

    assert len(looked_at) == 4  # the fifth is held for the owner
    owner.post(TYPE, {"code": code})
    assert is_in(owner)


def test_one_session_cannot_try_at_once_what_it_may_try_in_turn(
    member: Membership, looked_at: list[str]
) -> None:
    """A session counts its tries when it is saved: many at once would all be the first."""
    client, _ = asked(member.person.email)
    held = dict(client.session.items())
    for _ in range(10):
        again = client.session
        again.update(held)
        again.save()
        client.post(TYPE, {"code": "000000"})

    assert len(looked_at) == 5


def test_somebody_elsewhere_uses_up_no_letters_of_ours(member: Membership) -> None:
    theirs = [asked(member.person.email, from_="192.0.2.9")[1] for _ in range(5)]

    assert theirs == [302, 302, 302, 429, 429]
    assert asked(member.person.email)[1] == 302


def without_what_must_differ(response: HttpResponse, address: str) -> tuple[Any, ...]:
    text = re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", response.content.decode())
    headers = {name: value for name, value in response.headers.items() if name != "Expires"}
    cookies = {
        name: {part: value for part, value in morsel.items() if part != "expires"}
        for name, morsel in response.cookies.items()
    }
    return response.status_code, headers, cookies, text.replace(address, "ADDRESS")


Flow = Callable[[str], list[HttpResponse]]


def wrong_to_the_end(address: str) -> list[HttpResponse]:
    client = Client()
    first = [client.get(ASK), client.post(ASK, {"email": address}), client.get(TYPE)]
    return first + [client.post(TYPE, {"code": "000000"}) for _ in range(5)] + [client.get(TYPE)]


def guessed_at(address: str) -> list[HttpResponse]:
    list(guesses(address, sessions=6))
    client = Client()
    first = [client.post(ASK, {"email": address}), client.get(TYPE)]
    typed = ("000000", "000000000000", "000000000000", "", "x", "000000000000")
    return first + [client.post(TYPE, {"code": code}) for code in typed]


def asked_too_often(address: str) -> list[HttpResponse]:
    client = Client()
    return [client.post(ASK, {"email": address}) for _ in range(5)] + [client.get(TYPE)]


@pytest.mark.parametrize("flow", [wrong_to_the_end, guessed_at, asked_too_often])
def test_no_byte_tells_whether_we_know_an_address(flow: Flow, member: Membership) -> None:
    unknown_one = "q" * (len(member.person.email) - 12) + "@example.org"  # as long: its bytes count
    addresses = (member.person.email, unknown_one)
    known, unknown = (
        [without_what_must_differ(answer, address) for answer in flow(address)]
        for address in addresses
    )

    assert known == unknown
