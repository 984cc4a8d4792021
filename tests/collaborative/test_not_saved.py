"""The database is down: "not saved, your words are still here"."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import html5lib
import pytest
from django.db import InterfaceError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from members.models import Membership
from tests.conftest import as_
from tests.factories import SessionFactory

pytestmark = pytest.mark.django_db

WORDS = "No more forms on the step. <b>Please</b> & thank you: 5 < 6"


@contextmanager
def database_down(error: type[Exception] = OperationalError) -> Iterator[None]:
    with patch.object(BaseDatabaseWrapper, "ensure_connection", side_effect=error("gone")):
        yield


def capture_of(member: Membership) -> str:
    session = SessionFactory(meeting__collaborative=member.collaborative)
    return f"/{member.collaborative.slug}/sessions/{session.key}/capture/"


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("known", [True, False], ids=["signed in", "signed out meanwhile"])
def test_a_post_comes_back_with_its_words(
    client: Client, facilitator: Membership, error: type[Exception], known: bool
) -> None:
    path = capture_of(facilitator)
    if known:
        as_(client, facilitator)
    client.raise_request_exception = False
    with database_down(error):
        response = client.post(path, {"words": WORDS, "kind": "worry"})

    if not known:  # nobody is asked who they are: no session, no query, the door
        assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/accounts/")
        return
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    page = html5lib.parse(response.text, namespaceHTMLElements=False)
    form = next(page.iter("form"))
    kept = {each.get("name"): "".join(each.itertext()) for each in form.iter("textarea")}
    assert (form.get("action"), form.get("method")) == (path, "post")
    assert kept["words"].strip("\n") == WORDS
    assert "no-store" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_what_came_back_can_be_sent_again(client: Client, facilitator: Membership) -> None:
    """Through the very form of the page, with the CSRF check on."""
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    as_(strict, facilitator)
    path = capture_of(facilitator)
    page = html5lib.parse(strict.get(path).text, namespaceHTMLElements=False)
    hidden = {
        each.get("name"): each.get("value")
        for each in page.iter("input")
        if each.get("type") == "hidden" and each.get("name") in ("csrfmiddlewaretoken", "sent_as")
    }
    with database_down():
        kept = strict.post(path, {"words": WORDS, **hidden})
    form = next(html5lib.parse(kept.text, namespaceHTMLElements=False).iter("form"))
    again = {each.get("name"): each.get("value") or "" for each in form.iter("input")}
    again |= {
        each.get("name"): "".join(each.itertext()).strip("\n") for each in form.iter("textarea")
    }

    answer = strict.post(form.get("action"), again)

    assert kept.status_code == 503
    assert answer.status_code != 403
    assert "forms on the step" in strict.get(path).text


@pytest.mark.parametrize(
    "path", ["/accounts/", "/accounts/code/", "/me/private/", "/me/card/somewhere/"]
)
def test_codes_and_private_things_are_never_repeated(
    client: Client, member: Membership, path: str
) -> None:
    if path.startswith("/me"):
        as_(client, member)
    client.raise_request_exception = False
    with database_down():
        response = client.post(
            path, {"code": "123456", "job_title": "Lamp lighter", "email": "abi@example.org"}
        )

    assert response.status_code in ((302, 404) if path == "/accounts/code/" else (503,))
    for private in ("123456", "Lamp lighter", "abi@example.org"):
        assert private not in response.text


def test_a_page_says_not_just_now(client: Client, member: Membership) -> None:
    as_(client, member)
    client.raise_request_exception = False
    with database_down():
        response = client.get(f"/{member.collaborative.slug}/")

    assert response.status_code == 503
    assert "not just now" in response.text.lower()
    assert not response.cookies


def test_an_htmx_post_hears_503_too(client: Client, facilitator: Membership) -> None:
    as_(client, facilitator)
    client.raise_request_exception = False
    path = capture_of(facilitator)
    with database_down():
        response = client.post(path, {"words": WORDS}, headers={"HX-Request": "true"})
    assert response.status_code == 503


def test_readyz_says_so_and_healthz_does_not_mind(client: Client) -> None:
    with database_down():
        ready, alive = client.get("/readyz"), client.get("/healthz")
    assert (ready.status_code, ready.json()["database"]) == (503, False)
    assert (alive.status_code, alive.text) == (200, "ok")


def test_another_bug_is_no_excuse(client: Client, member: Membership) -> None:
    """Only the database may say "not saved": anything else is a fault of ours, and 500."""
    as_(client, member)
    client.raise_request_exception = False
    with patch("members.here.cards", side_effect=ZeroDivisionError):
        response = client.get(f"/{member.collaborative.slug}/people/")
    assert response.status_code == 500
