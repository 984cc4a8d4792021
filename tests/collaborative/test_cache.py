"""A cache that may be missing: nothing needs it, and what is counted goes on in PostgreSQL."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.utils import timezone

from collaborative import pulse
from collaborative.cache import COUNTED
from collaborative.tasks import tick
from members.models import Membership
from tests.conftest import as_

pytestmark = pytest.mark.django_db

GONE = "unix:///nowhere/valkey.sock?db=0"


@pytest.fixture
def no_valkey(settings: Any) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "default": settings.CACHES["default"] | {"LOCATION": GONE},
    }


@pytest.fixture
def mute_valkey(settings: Any, tmp_path: Path) -> Iterator[None]:
    """One that takes the call and never says a word."""
    path = Path("/tmp") / f"mute-{tmp_path.name[-20:]}.sock"  # noqa: S108 -- a short name for a socket
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        options = {"socket_connect_timeout": 0.05, "socket_timeout": 0.05}
        mute = {"LOCATION": f"unix://{path}?db=0", "OPTIONS": options}
        settings.CACHES = {**settings.CACHES, "default": settings.CACHES["default"] | mute}
        yield
    path.unlink()


def counted_rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM collaborative_counter")
        return cursor.fetchone()[0]


def test_with_valkey_it_is_a_cache() -> None:
    cache.set("a", {"b": 1}, timeout=5)
    assert (cache.get("a"), cache.has_key("a"), cache.touch("a", 9)) == ({"b": 1}, True, True)
    assert (cache.add("a", 2), cache.delete("a"), cache.get("a", "none")) == (False, True, "none")
    cache.set("n", 1)
    assert cache.incr("n", 4) == 5
    assert counted_rows() == 0


@pytest.mark.parametrize("gone", ["no_valkey", "mute_valkey"])
def test_without_valkey_it_has_forgotten(gone: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(gone)
    cache.set("a", 1)
    assert (cache.get("a"), cache.get("a", "none"), cache.has_key("a")) == (None, "none", False)
    assert (cache.add("a", 1), cache.touch("a"), cache.delete("a")) == (True, False, False)
    assert cache.incr("a") == 1
    assert cache.get_many(["a", "b"]) == {}
    assert cache.set_many({"a": 1}) == []
    cache.delete_many(["a"])
    assert counted_rows() == 0


@pytest.mark.parametrize("gone", ["no_valkey", "mute_valkey"])
def test_without_valkey_what_is_counted_stays_counted(
    gone: str, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(gone)
    key = f"{COUNTED}request_login_code:somebody"
    cache.set(key, [1.5], 60)
    cache.set(key, [1.5, 2.5], 60)
    assert (cache.get(key), caches["counters"].get(key)) == ([1.5, 2.5], [1.5, 2.5])
    assert counted_rows() == 1


def test_ten_thousand_strangers_push_no_counter_out() -> None:
    """Django's table of a cache throws away a third of its rows from the 300th on."""
    assert caches["counters"]._max_entries >= 10_000


@pytest.mark.parametrize("gone", ["no_valkey", "mute_valkey"])
def test_without_valkey_a_member_reads_and_answers(
    gone: str, request: pytest.FixtureRequest, client: Client, member: Membership
) -> None:
    request.getfixturevalue(gone)
    as_(client, member)
    slug = member.collaborative.slug
    for path in ("/me/", "/me/private/", f"/{slug}/", f"/{slug}/people/", f"/{slug}/roadmap/"):
        assert client.get(path).status_code == 200, path
    saved = client.post("/me/look/", {"look": "dark"})
    assert saved.status_code in (200, 302)


def test_without_valkey_readyz_says_so_and_stays_up(client: Client, no_valkey: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    away = {"cache": False, "background": False, "sender": False}
    assert answer.json() == {"database": True, **away}


def test_without_valkey_the_worker_sends_all_the_same(no_valkey: None) -> None:
    tick()
    assert not pulse.is_fresh(now=timezone.now())


def test_a_tick_leaves_a_mark_that_fades() -> None:
    tick()
    now = timezone.now()
    assert pulse.is_fresh(now=now)
    assert not pulse.is_fresh(now=now + pulse.STALE)
