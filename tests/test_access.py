"""Who may open what, and send what: every address, everybody who may ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from members.models import User
from tests import pages
from tests.page import ROLES
from tests.pages import ALSO_CALLED, PAGES, asked_by, expected
from tests.world import World, client_of


def test_every_address_has_a_line(whole_site: None) -> None:
    assert set(pages.names()) - set(ALSO_CALLED) == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_who_may_open_it(name: str, world: World) -> None:
    seen = {}
    for role in ROLES:
        response = client_of(world, role).get(asked_by(role, name, world))
        seen[role] = response.status_code
    assert seen == expected(PAGES[name].get)


@pytest.mark.parametrize("name", PAGES)
def test_who_may_send_something_there(name: str, world: World) -> None:
    seen = {}
    for role in ROLES:
        with transaction.atomic():
            answer = client_of(world, role).post(asked_by(role, name, world), {})
            seen[role] = answer.status_code
            transaction.set_rollback(True)
    assert seen == expected(PAGES[name].post)


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.valid])
def test_what_a_stranger_sends_changes_nothing(name: str, world: World) -> None:
    """Well-formed, and from somebody who may not: the answer is the same as to nothing at all."""
    page = PAGES[name]
    refused = [role for role, status in expected(page.post).items() if status in (404, 405)]
    assert page.valid is not None
    for role in refused:
        client = client_of(world, role)
        answer = client.post(asked_by(role, name, world), page.valid(world.here))
        assert answer.status_code in (404, 405), role


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.valid])
def test_nothing_is_taken_without_the_token_of_a_form(name: str, world: World) -> None:
    page = PAGES[name]
    role = "anonymous" if name == "account_login" else "coordinator"
    strict = client_of(world, role, enforce_csrf_checks=True)
    assert page.valid is not None
    answer = strict.post(asked_by(role, name, world), page.valid(world.here))
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers or "csrftoken" in answer.cookies


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "302" in page.get[:3]])
def test_a_stranger_is_shown_the_door_and_back(name: str, world: World) -> None:
    path = asked_by("anonymous", name, world)
    answer = Client().get(path)
    door, _, back = answer["Location"].partition("?next=")
    assert door in ("/accounts/", "/")
    assert back in ("", *[path.replace("?", "%3F").replace("=", "%3D")])


@pytest.mark.parametrize(
    ("row", "name", "status"),
    [
        ("draft meeting", "meetings:meeting", {"member": 404, "resting": 404, "facilitator": 200}),
        ("unwritten meeting", "meetings:meeting", {"member": 200, "facilitator": 200}),
        ("unwritten meeting", "meetings:write_up", {"member": 404, "facilitator": 200}),
        ("called off", "meetings:meeting", {"member": 200, "facilitator": 200}),
        ("small theme", "prototypes:theme", {"member": 200, "elsewhere": 404}),
        ("wow item", "roadmap:item", {"member": 200, "elsewhere": 404}),
    ],
)
def test_other_rows(row: str, name: str, status: dict[str, int], world: World) -> None:
    key = world.here.rows[row].key
    path = (
        PAGES[name].url(name, world.here).replace(world.here.rows[PAGES[name].rows["key"]].key, key)
    )
    for role, code in status.items():
        assert client_of(world, role).get(path).status_code == code, role


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/nowhere/people/", "/harbour-side/meetings/bbbbbbbbbb/"]
)
def test_what_is_not_there_looks_like_what_is_not_yours(path: str, world: World) -> None:
    missing = client_of(world, "member").get(path)
    hidden = client_of(world, "member").get("/moor-end/people/")
    assert (missing.status_code, hidden.status_code) == (404, 404)
    assert missing.content == hidden.content


def test_one_who_left_or_never_came_in_is_an_outsider(world: World) -> None:
    for role in ("left", "introduced"):
        client = Client()
        client.force_login(world.here.people[role].person)
        assert client.get("/harbour-side/").status_code == 404, role


def test_one_who_is_shut_out_is_out_at_once(world: World) -> None:
    client = client_of(world, "member")
    assert client.get("/harbour-side/").status_code == 200
    User.objects.filter(pk=world.persons["member"].pk).update(is_active=False)
    assert client.get("/harbour-side/").status_code == 302


def test_rows_are_addressed_by_keys_that_tell_nothing(whole_site: None) -> None:
    """No number in any address: neither order nor how many, nor who came first."""
    converters = {
        type(converter).__name__
        for entry in flat()
        for converter in entry.pattern.converters.values()
    }
    assert converters <= {"SlugConverter", "StringConverter"}


def flat(resolver: Any = None) -> Iterator[Any]:
    for entry in (resolver or pages.get_resolver()).url_patterns:
        yield entry
        if hasattr(entry, "url_patterns"):
            yield from flat(entry)


def test_a_random_key_is_nobodys(world: World) -> None:
    assert (
        client_of(world, "member").get(f"/harbour-side/themes/{uuid4().hex[:10]}/").status_code
        == 404
    )
