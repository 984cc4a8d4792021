"""A passkey and an app: extras that nobody needs, and that lock nobody out by accident."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from collaborative.models import AuditEntry, Letter
from collaborative.tasks import tick
from members import erasure, extras, opening, sessions
from members.models import Hat, Membership
from members.takeout_rows import keys as told
from tests.conftest import as_
from tests.factories import HatFactory, MembershipFactory

pytestmark = pytest.mark.django_db

KEYS, PASSKEY, APP, SECOND = "/me/keys/", "/me/keys/passkey/", "/me/keys/app/", "/accounts/app/"
WITH = "/accounts/passkey/"


@pytest.fixture(autouse=True)
def counters_of_our_own(settings: Any) -> None:
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": uuid4().hex}
    settings.CACHES = {**settings.CACHES, "default": memory}


@pytest.fixture(autouse=True)
def in_the_middle_of_half_a_minute() -> Iterator[None]:
    """The app's number changes on the half minute."""
    with time_machine.travel(time.time() // 30 * 30 + 10, tick=False):
        yield


def number(secret: str, *, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def switch_on(client: Client) -> tuple[str, list[str]]:
    """Through the front door; the secret, and the ten spare codes."""
    text = client.get(APP).text
    secret = re.search(r'<p class="code">([A-Z2-7 ]+)</p>', text)[1].replace(" ", "")
    text = client.post(APP, {"code": number(secret)}).text
    return secret, re.findall(r"<li>(\d{4} \d{4})</li>", text)


def with_a_code(member: Membership, **more: str) -> Client:
    client = Client()
    (code, *_) = opening.new_paper_codes(by=member.person)
    client.post("/accounts/", {"email": member.person.email})
    client.post("/accounts/code/", {"code": code, **more})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def app(client: Client, member: Membership) -> tuple[str, list[str]]:
    found = switch_on(as_(client, member))
    return found


def later(seconds: float = 60) -> Any:
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False)


def test_whoever_has_no_app_is_asked_for_none(member: Membership) -> None:
    assert is_in(with_a_code(member))


def test_the_app_is_asked_after_the_code(member: Membership, app: tuple[str, list[str]]) -> None:
    secret, spare = app
    with later():
        coming = with_a_code(member)
        assert not is_in(coming)
        assert "And the code in your app" in coming.get(SECOND).text
        assert coming.get("/me/").status_code == 302
        coming.post(SECOND, {"code": number(secret)})
        assert is_in(coming)
    assert len(spare) == 10


def test_a_shared_device_stays_shared(member: Membership, app: tuple[str, list[str]]) -> None:
    with later():
        coming = with_a_code(member, shared="on")
        coming.post(SECOND, {"code": number(app[0])})
        assert coming.session.get_expire_at_browser_close()


def test_a_number_works_once_and_in_its_own_half_minute(
    member: Membership, app: tuple[str, list[str]]
) -> None:
    secret, _ = app
    with later():
        first, second = with_a_code(member), with_a_code(member)
        assert second.post(SECOND, {"code": number(secret, ahead=-2)}).status_code == 422
        first.post(SECOND, {"code": number(secret)})
        again = second.post(SECOND, {"code": number(secret)})
    assert (is_in(first), is_in(second), again.status_code) == (True, False, 422)


def test_it_works_once_without_valkey_too(
    member: Membership, app: tuple[str, list[str]], settings: Any
) -> None:
    gone = {
        "BACKEND": "collaborative.cache.FailSoftRedisCache",
        "LOCATION": "unix:///nowhere/valkey?db=0",
    }
    settings.CACHES = {**settings.CACHES, "default": gone}
    with later():
        first, second = with_a_code(member), with_a_code(member)
        first.post(SECOND, {"code": number(app[0])})
        second.post(SECOND, {"code": number(app[0])})
    assert (is_in(first), is_in(second)) == (True, False)


def test_a_spare_code_opens_once(member: Membership, app: tuple[str, list[str]]) -> None:
    _, spare = app
    first, second = with_a_code(member), with_a_code(member)
    first.post(SECOND, {"code": spare[0]})
    second.post(SECOND, {"code": spare[0]})
    assert (is_in(first), is_in(second)) == (True, False)


def test_guessing_the_app_is_slow(member: Membership, app: tuple[str, list[str]]) -> None:
    with later():
        coming = with_a_code(member)
        for guess in range(7):
            answer = coming.post(SECOND, {"code": f"{guess:06}"})
        assert answer.status_code == 422
        coming.post(SECOND, {"code": number(app[0])})
    assert not is_in(coming)


def test_a_wrong_number_switches_nothing_on(client: Client, member: Membership) -> None:
    as_(client, member).get(APP)
    wrong = client.post(APP, {"code": "000000"})

    assert wrong.status_code == 422
    assert "does not fit" in wrong.text
    assert not Authenticator.objects.exists()


def test_new_spare_codes_make_the_old_void(
    client: Client, member: Membership, app: tuple[str, list[str]]
) -> None:
    new = re.findall(r"<li>(\d{4} \d{4})</li>", client.post(KEYS, {"do": "codes"}).text)
    coming = with_a_code(member)
    coming.post(SECOND, {"code": app[1][0]})
    assert (len(new), is_in(coming)) == (10, False)
    coming.post(SECOND, {"code": new[0]})
    assert is_in(coming)


def test_it_is_off_with_one_press(
    client: Client, member: Membership, app: tuple[str, list[str]]
) -> None:
    client.post(KEYS, {"off": "app"})

    assert not Authenticator.objects.exists()
    assert is_in(with_a_code(member))


@pytest.mark.parametrize("path", [PASSKEY, APP])
@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_came_in_a_while_ago_comes_in_once_more(
    client: Client, member: Membership, path: str, method: str
) -> None:
    as_(client, member)
    with later(16 * 60):
        answer = getattr(client, method)(path, {"code": "000000", "credential": "{}"})
        assert "Come in once more" in answer.text
        back = client.post("/accounts/goodbye/", {"next": "/accounts/?next=/me/keys/"})
    assert back.url == "/accounts/?next=/me/keys/"


def test_nor_is_anything_taken_off_then(
    client: Client, member: Membership, app: tuple[str, list[str]]
) -> None:
    with later(16 * 60):
        client.post(KEYS, {"off": "app"})
    assert Authenticator.objects.filter(type="totp").exists()


def a_passkey(member: Membership) -> Authenticator:
    return Authenticator.objects.create(
        user=member.person,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "a phone with Firefox", "credential": {}},
    )


def test_a_passkey_is_no_second_lock(member: Membership) -> None:
    a_passkey(member)
    assert is_in(with_a_code(member))


def test_a_passkey_is_taken_off_by_its_owner_alone(client: Client, member: Membership) -> None:
    theirs = a_passkey(MembershipFactory(collaborative=member.collaborative))
    mine = a_passkey(member)
    text = as_(client, member).get(KEYS).text
    assert extras.mark(mine) in text
    assert extras.mark(theirs) not in text
    for one in (mine, theirs):
        client.post(KEYS, {"off": extras.mark(one)})
    assert list(Authenticator.objects.all()) == [theirs]


ODD = [
    "", "x", "{}", "[]", "null", "1", '"a"', '{"id": 1}', '{"response": []}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA",'
    ' "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30",'
    ' "attestationObject": "AA", "userHandle": null}}',
    "[" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("sent", ODD)
def test_what_no_browser_sends_opens_and_makes_nothing(
    client: Client, member: Membership, sent: str
) -> None:
    stranger = Client()
    assert set(stranger.get(WITH).json()) == {"options"}
    answer = stranger.post(WITH, {"credential": sent}, follow=True)
    as_(client, member).get(PASSKEY)
    made = client.post(PASSKEY, {"credential": sent})

    assert (answer.status_code, made.status_code) == (200, 422)
    assert "did not open anything here" in answer.text
    assert not is_in(stranger)
    assert not Authenticator.objects.exists()


def test_the_options_of_a_passkey_name_nobody(member: Membership) -> None:
    a_passkey(member)
    options = json.dumps(Client().get(WITH).json())
    assert "allowCredentials" not in options or '"allowCredentials": []' in options
    assert member.person.email not in options


def test_each_change_is_told_in_a_letter(
    client: Client, member: Membership, app: tuple[str, list[str]]
) -> None:
    tick()
    assert mail.outbox[-1].to == [member.person.email]
    assert "Something changed in how you come in" in mail.outbox[-1].subject
    for secret in (app[0], *app[1]):
        assert secret not in mail.outbox[-1].body
    client.post(KEYS, {"off": "app"})
    assert Letter.objects.filter(kind="keys changed").count() == 2
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"member.app_on", "member.spare_codes", "member.key_off"} <= verbs


def test_no_secret_is_told_in_the_copy_or_the_log(
    client: Client, member: Membership, caplog: pytest.LogCaptureFixture
) -> None:
    secret, spare = switch_on(as_(client, member))
    kept = str(list(told(member.person))) + client.get("/me/everything.json").text + caplog.text

    assert "An app that is asked as well" in kept
    for word in (secret, *spare, *(code.replace(" ", "") for code in spare)):
        assert word not in kept


def test_whoever_looks_after_the_server_lets_them_in(
    member: Membership, app: tuple[str, list[str]]
) -> None:
    call_command("take_off_app", member.person.email.upper(), stdout=StringIO())

    assert is_in(with_a_code(member))
    assert Letter.objects.filter(kind="keys changed").count() == 2
    with pytest.raises(CommandError):
        call_command("take_off_app", member.person.email)


def test_they_go_with_the_person(
    client: Client, member: Membership, app: tuple[str, list[str]]
) -> None:
    HatFactory(member__collaborative=member.collaborative, kind=Hat.Kind.COORDINATOR)
    erasure.erase(member.person, by=None, keeps_name=True)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("path", ["2fa/", "2fa/totp/activate/", "reauthenticate/", "2fa/trust/"])
def test_only_what_we_use_has_an_address(client: Client, member: Membership, path: str) -> None:
    assert as_(client, member).get(f"/accounts/{path}").status_code == 404


def test_a_session_remembers_the_moment_and_no_page_shows_it(
    client: Client, member: Membership
) -> None:
    as_(client, member)
    assert time.time() - client.session[sessions.IN_AT] < extras.FRESH
