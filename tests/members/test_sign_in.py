"""Coming in by a code: one answer for everybody, whether we know them or not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collaborative.models import Letter
from collaborative.tasks import tick
from members.models import Membership, User
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

ASK, TYPE = "/accounts/", "/accounts/code/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def counters_of_our_own(settings: Any) -> None:
    """Tests that run beside us must not use up the tries of an address."""
    memory = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": uuid4().hex,
    }
    settings.CACHES = {**settings.CACHES, "default": memory}


def ask(client: Client, address: str, **more: Any) -> HttpResponse:
    return client.post(ASK, {"email": address}, **more)


def code_in_the_post() -> str:
    tick()
    return re.search(r"^\d{6}$", mail.outbox[-1].body, re.MULTILINE)[0]


def sign_in(client: Client, person: User, **more: str) -> HttpResponse:
    ask(client, person.email)
    return client.post(TYPE, {"code": code_in_the_post(), **more})


def test_from_an_address_to_ones_home(client: Client, member: Membership) -> None:
    asked = ask(client, member.person.email)
    waiting = Letter.objects.get()
    code = code_in_the_post()
    came = client.post(TYPE, {"code": code}, follow=True)

    assert (asked.status_code, asked.url, waiting.state) == (302, TYPE, "waiting")
    assert [url for url, _ in came.redirect_chain] == ["/", member.collaborative.get_absolute_url()]
    assert came.wsgi_request.user == member.person


def test_no_code_stands_in_a_subject_or_stays_in_the_table(
    client: Client, member: Membership
) -> None:
    ask(client, member.person.email)
    code = code_in_the_post()

    letter = Letter.objects.get()
    assert (letter.state, letter.body) == ("sent", "")
    assert (mail.outbox[0].subject, code in mail.outbox[0].subject) == ("Your 6-digit code", False)
    html = mail.outbox[0].alternatives[0].content
    assert re.search(rf'<p class="code"[^>]*>{code}</p>', html)
    assert html.count("Hello") == 1


@pytest.mark.parametrize(
    "typed",
    [
        "{}",
        " {} ",
        "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}",
        "{0[0]}{0[1]}{0[2]}-{0[3]}{0[4]}{0[5]}",
    ],
)
def test_the_code_may_be_spaced(client: Client, member: Membership, typed: str) -> None:
    ask(client, member.person.email)

    assert client.post(TYPE, {"code": typed.format(code_in_the_post())}).status_code == 302


@pytest.mark.parametrize("typed", [str.upper, "  {}  ".format, str.title])
def test_addresses_are_as_people_type_them(
    client: Client, member: Membership, typed: Callable[[str], str]
) -> None:
    ask(client, typed(member.person.email))

    assert Letter.objects.get().person == member.person


def without_what_must_differ(response: HttpResponse, address: str) -> tuple[Any, ...]:
    """Status, headers and bytes, without the address itself and the random token."""
    text = re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", response.content.decode())
    headers = {name: value for name, value in response.headers.items() if name != "Expires"}
    return response.status_code, headers, text.replace(address, "ADDRESS")


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_known_and_unknown_addresses_get_the_same_bytes(headers: dict[str, str]) -> None:
    MembershipFactory(person__email="abi@example.org")
    UserFactory(email="len@example.org", is_active=False)
    seen: list[list[Any]] = []
    for address in ("abi@example.org", "len@example.org", "zoe@example.org"):
        client = Client(headers=headers)
        responses = [
            ask(client, address),
            client.get(TYPE),
            *(client.post(TYPE, {"code": "000000"}) for _ in range(3)),
            client.get(TYPE),
            client.get(ASK),
        ]
        seen.append([without_what_must_differ(response, address) for response in responses])

    assert seen[0] == seen[1] == seen[2]
    assert [status for status, _, _ in seen[0]] == [302, 200, 422, 422, 404, 302, 200]


@pytest.mark.parametrize("address", ["abi@example.org", "zoe@example.org"])
def test_the_worker_is_nudged_for_both(
    client: Client,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """A slow broker must not tell which addresses we know."""
    MembershipFactory(person__email="abi@example.org")
    nudges: list[str] = []
    monkeypatch.setattr("collaborative.outbox.send_tick", lambda: nudges.append(address))
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, address)

    assert nudges == [address]


def test_an_unknown_address_gets_no_letter(client: Client, db: None) -> None:
    ask(client, "nobody@example.org")

    assert Letter.objects.count() == User.objects.count() == 0


def test_three_wrong_codes_are_over_and_the_right_one_then_too(
    client: Client, member: Membership
) -> None:
    ask(client, member.person.email)
    code = code_in_the_post()
    wrong = "000000" if code != "000000" else "111111"
    answers = [client.post(TYPE, {"code": wrong}).status_code for _ in range(3)]
    late = client.post(TYPE, {"code": code})

    assert answers == [422, 422, 404]
    assert late.status_code == 404
    assert "does not open anything" in late.text
    assert not late.wsgi_request.user.is_authenticated


def test_a_code_is_over_after_a_quarter_of_an_hour(client: Client, member: Membership) -> None:
    ask(client, member.person.email)
    code = code_in_the_post()
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        late = client.post(TYPE, {"code": code})

    assert late.status_code == 404


def test_a_code_opens_once(client: Client, member: Membership) -> None:
    ask(client, member.person.email)
    code = code_in_the_post()
    client.post(TYPE, {"code": code})
    other = Client()
    ask(other, member.person.email)

    assert other.post(TYPE, {"code": code}).status_code == 422


def test_a_code_that_waits_too_long_is_never_sent(client: Client, member: Membership) -> None:
    ask(client, member.person.email)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        tick()

    assert (Letter.objects.get().state, mail.outbox) == ("expired", [])


def test_somebody_shut_out_meanwhile_stays_out(client: Client, member: Membership) -> None:
    ask(client, member.person.email)
    code = code_in_the_post()
    User.objects.update(is_active=False)
    shut = client.post(TYPE, {"code": code})

    assert shut.status_code == 404
    assert not shut.wsgi_request.user.is_authenticated


def test_a_session_ends_at_once_when_somebody_is_shut_out(
    client: Client, member: Membership
) -> None:
    client.force_login(member.person)
    User.objects.update(is_active=False)

    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize(("more", "lasts"), [({}, True), ({"shared": "on"}, False)])
def test_on_a_shared_device_it_ends_with_the_browser(
    client: Client, member: Membership, more: dict[str, str], lasts: bool
) -> None:
    came = sign_in(client, member.person, **more)

    assert bool(came.cookies["living_well"]["max-age"]) is lasts


def test_back_to_the_page_one_came_for(client: Client, member: Membership) -> None:
    wanted = reverse("here:about", kwargs={"collaborative": member.collaborative.slug})
    door = client.get(wanted)
    client.get(door.url)
    asked = client.post(door.url, {"email": member.person.email})
    came = client.post(asked.url, {"code": code_in_the_post()})

    assert came.url == wanted


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_never_on_to_somebody_elses_site(client: Client, member: Membership, evil: str) -> None:
    client.post(ASK, {"email": member.person.email, "next": evil})
    came = client.post(TYPE, {"code": code_in_the_post(), "next": evil})

    assert came.url == "/"


def test_whoever_mistyped_may_ask_again(client: Client, member: Membership) -> None:
    ask(client, "somebody@exmaple.org")
    again = client.get(ASK)

    assert again.status_code == 200
    assert sign_in(client, member.person).status_code == 302


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Please fill this in."),
        ("abi", "address"),
        ("abi@x", "address"),
        ("a" * 400, "address"),
    ],
)
def test_what_is_no_address_is_said_beside_it(client: Client, typed: str, says: str) -> None:
    wrong = ask(client, typed)

    assert wrong.status_code == 422
    assert typed in wrong.text


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("path", [ASK, TYPE, "/accounts/goodbye/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_allauth_breaks(
    client: Client, member: Membership, path: str, method: str, signed_in: bool
) -> None:
    """Its pages name addresses that we do not have: passwords, signing up, confirming."""
    if signed_in:
        client.force_login(member.person)

    assert getattr(client, method)(path).status_code in (200, 302, 404, 422)


def test_signing_out(client: Client, member: Membership) -> None:
    client.force_login(member.person)
    asked = client.get("/accounts/goodbye/")
    gone = client.post("/accounts/goodbye/")

    assert (asked.status_code, gone.url) == (200, "/")
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "3rdparty/", "inactive/"])
def test_nobody_signs_up_and_nobody_has_a_password(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404
