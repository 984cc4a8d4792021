"""Where I am signed in: in plain words, for me alone, and over with one press."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members import erasure, opening, sessions
from members.models import Hat, Membership, Session
from members.takeout_rows import sessions as told
from tests.factories import HatFactory, MembershipFactory

pytestmark = pytest.mark.django_db

PAGE = "/me/sessions/"

PHONE = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)
LAPTOP = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/138.0.0.0 Safari/537.36"
)


def on(user_agent: str, member: Membership) -> Client:
    client = Client(headers={"user-agent": user_agent}, REMOTE_ADDR="192.0.2.77")
    client.force_login(member.person)  # which knows no device
    session = client.session
    session[sessions.DEVICE] = sessions.plain_device(user_agent)
    session.save()
    return client


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (PHONE, "a phone with Firefox"),
        (IPHONE, "a phone with Safari"),
        (LAPTOP, "a computer with Chrome"),
        (f"{LAPTOP} Edg/138.0.0.0", "a computer with Edge"),
        ("Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) CriOS/138 Safari", "a tablet with Chrome"),
        ("", "a device"),
        ("<script>alert(1)</script>" * 50, "a device"),
    ],
)
def test_a_device_is_a_plain_word(user_agent: str, words: str) -> None:
    assert sessions.plain_device(user_agent) == words


def test_this_one_and_the_others(member: Membership) -> None:
    here, there = on(LAPTOP, member), on(PHONE, member)
    text = here.get(PAGE).text

    assert "<strong>This device</strong>: a computer with Chrome" in text
    assert "On a phone with Firefox, since" in text
    for secret in (there.session.session_key, here.session.session_key, "192.0.2.77", "Gecko"):
        assert secret not in text


def test_one_is_signed_out_and_the_others_stay(member: Membership) -> None:
    here, phone, laptop = on(LAPTOP, member), on(PHONE, member), on(LAPTOP, member)
    mark = Session.objects.get(pk=phone.session.session_key).mark
    here.post(PAGE, {"which": mark})

    assert phone.get("/me/").status_code == 302
    assert here.get("/me/").status_code == laptop.get("/me/").status_code == 200


def test_everywhere_else_at_once(member: Membership) -> None:
    here, others = on(LAPTOP, member), [on(PHONE, member) for _ in range(3)]
    stranger = on(PHONE, MembershipFactory(collaborative=member.collaborative))
    answer = here.post(PAGE, {"do": "all"}, follow=True)

    assert "Signed out there." in answer.text
    assert [other.get("/me/").status_code for other in others] == [302, 302, 302]
    assert here.get("/me/").status_code == stranger.get("/me/").status_code == 200


def test_it_is_over_in_the_cache_too(member: Membership) -> None:
    here, there = on(LAPTOP, member), on(PHONE, member)
    there.get("/me/")
    key = f"{sessions.SessionStore.cache_key_prefix}{there.session.session_key}"
    assert cache.get(key)
    here.post(PAGE, {"do": "all"})

    assert cache.get(key) is None


@pytest.mark.parametrize("of_whom", ["nobody", "another"])
def test_nobody_ends_the_sessions_of_another(of_whom: str, member: Membership) -> None:
    here = on(LAPTOP, member)
    other = on(PHONE, MembershipFactory(collaborative=member.collaborative))
    mark = Session.objects.get(pk=other.session.session_key).mark
    here.post(PAGE, {"which": mark if of_whom == "another" else "x"})

    assert other.get("/me/").status_code == here.get("/me/").status_code == 200


def test_nothing_more_than_that_is_kept(member: Membership) -> None:
    client = Client(headers={"user-agent": PHONE}, REMOTE_ADDR="192.0.2.77")
    (code, *_) = opening.new_paper_codes(by=member.person)
    client.post("/accounts/", {"email": member.person.email})
    client.post("/accounts/code/", {"code": code})
    row = Session.objects.get(person=member.person)

    assert (row.device, row.since) == ("a phone with Firefox", timezone.localdate())
    held = str(sessions.SessionStore().decode(row.session_data))
    assert not any(word in held for word in ("192.0.2.77", "Gecko", "Android"))


def test_the_copy_of_ones_own_is_one_query(member: Membership) -> None:
    for _ in range(3):
        on(PHONE, member)
    on(LAPTOP, MembershipFactory())
    with CaptureQueriesContext(connection) as asked:
        rows = list(told(member.person))

    assert len(asked) == 1
    assert [row["Signed in on"] for row in rows] == ["a phone with Firefox"] * 3


def test_they_go_with_the_person(member: Membership) -> None:
    phone = on(PHONE, member)
    HatFactory(member__collaborative=member.collaborative, kind=Hat.Kind.COORDINATOR)
    erasure.erase(member.person, by=None, keeps_name=True)

    assert not Session.objects.of(member.person).exists()
    assert phone.get("/me/").status_code == 302


def test_what_is_over_is_tidied_away(member: Membership) -> None:
    on(PHONE, member)
    assert sessions.forget_ended(timezone.now()) == 0
    assert sessions.forget_ended(timezone.now() + timedelta(days=61)) == 1


def test_a_visitor_has_a_row_of_nobody(client: Client, member: Membership, settings: Any) -> None:
    client.post("/accounts/", {"email": member.person.email})

    assert Session.objects.get().person is None
