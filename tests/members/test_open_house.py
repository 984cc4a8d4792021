"""The link that opens a new collaborative: once, for a day, and nothing typed is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from collaborative.models import AuditEntry
from members import opening
from members.access import looks_after
from members.errors import LinkIsOver
from members.models import Collaborative, Membership, OpenHouse, User
from tests.conftest import as_
from tests.factories import CollaborativeFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Dale End Living Well",
    "place": "Dale End",
    "nation": "WLS",
    "chosen_name": "Nia",
    "address": "Nia@Example.org",
}


@pytest.fixture
def link() -> str:
    return f"/open/{opening.make_link()}/"


def test_from_the_link_to_the_next_screen(client: Client, link: str) -> None:
    shown = client.get(link)
    came = client.post(link, {**TYPED, "answers_in_law": "Dale End Trust"}, follow=True)

    assert shown.status_code == 200
    place = Collaborative.objects.get()
    assert (place.slug, place.name, place.nation) == ("dale-end", TYPED["name"], "WLS")
    assert place.answers_in_law == "Dale End Trust"
    assert place.agreement_is_ready_text
    me = Membership.objects.get()
    assert (me.person.email, me.chosen_name, me.state) == ("nia@example.org", "Nia", "active")
    assert looks_after(me)
    assert came.wsgi_request.user == me.person
    assert came.redirect_chain[-1][0].startswith("/dale-end/first-day/dates/")
    assert "Dale End Living Well has a home" in came.text


def test_looking_changes_nothing(link: str) -> None:
    for _ in range(3):
        assert Client().get(link).status_code == 200
    assert OpenHouse.objects.get().used_at is None


def test_used_by_its_owner_once_more_it_leads_on(client: Client, link: str) -> None:
    client.post(link, TYPED)

    assert client.get(link)["Location"] == "/dale-end/first-day/"
    assert client.post(link, TYPED)["Location"] == "/dale-end/first-day/"
    assert Collaborative.objects.count() == 1


def test_wrong_old_used_and_made_up_are_the_same_bytes(link: str) -> None:
    Client().post(link, TYPED)
    void = f"/open/{opening.make_link()}/"
    old = f"/open/{opening.make_link()}/"
    OpenHouse.objects.filter(used_at=None).update(not_after=timezone.now())

    seen = {(r.status_code, r.content) for r in map(Client().get, [link, void, old, "/open/x/"])}
    assert [status for status, _ in seen] == [404]
    sent = {Client().post(each, TYPED).content for each in (link, void, old, "/open/x/")}
    assert len(sent) == 1


def test_it_opens_for_a_day(link: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=23, minutes=59)):
        assert Client().get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        assert Client().get(link).status_code == 404


def test_whoever_was_slower_keeps_what_they_typed(link: str) -> None:
    Client().post(link, TYPED)
    late = Client().post(link, {**TYPED, "name": "Moor End Living Well", "chosen_name": "Bo"})

    assert late.status_code == 404
    for words in ("Moor End Living Well", "Bo", "Nia@Example.org", "somebody else has just"):
        assert words in late.text
    assert Collaborative.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_at_the_same_moment_one_opens_it() -> None:
    opening.make_link()
    link, start = OpenHouse.objects.get(), Barrier(4)

    def finish(name: str) -> str:
        beginning = opening.Beginning(name=name, place=name, chosen_name=name)
        try:
            start.wait(timeout=5)
            address = f"{name.lower()}@example.org"
            return opening.open_house(beginning, address=address, link=link).chosen_name
        except LinkIsOver:
            return "over"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        came = sorted(pool.map(finish, ["A", "B", "C", "D"]), key=len)
    assert came[1:] == ["over"] * 3
    assert list(Collaborative.objects.values_list("name", flat=True)) == came[:1]
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"slug": "accounts"}, "leads to another page"),
        ({"slug": "open"}, "leads to another page"),
        ({"slug": "moor-end"}, "Another collaborative has this word"),
        ({"slug": "Moor End"}, "Small letters, digits and dashes only"),
        ({"name": ""}, "Please fill this in"),
        ({"place": "  "}, "Please fill this in"),
        ({"address": "nia@"}, "a name, an @, and what follows"),
        ({"chosen_name": "nia@example.org"}, "no address"),
        ({"nation": "FRA"}, "Please choose one of these"),
    ],
)
def test_kind_words_at_the_field_and_nothing_is_lost(
    client: Client, link: str, wrong: dict[str, str], says: str
) -> None:
    CollaborativeFactory(slug="moor-end")
    typed: dict[str, Any] = {**TYPED, **wrong}
    answer = client.post(link, typed)

    assert answer.status_code == 422
    assert says in answer.text
    for name, words in typed.items():
        if name != "nation" and words.strip():
            assert f'value="{words}"' in answer.text, name
    assert client.post(link, TYPED).status_code == 302  # the link is still good


def test_its_word_is_one_that_nobody_has(link: str) -> None:
    CollaborativeFactory(slug="dale-end")
    Client().post(link, TYPED)

    assert set(Collaborative.objects.values_list("slug", flat=True)) == {
        "dale-end",
        "dale-end-living-well",
    }
    assert opening.free_slug("Dale End") == "dale-end-2"
    assert opening.free_slug("Accounts", "Łódź ☕") == "odz"
    assert opening.free_slug("東京") == "place"
    assert len(opening.free_slug("A" * 80)) == 40


def test_a_link_does_not_open_what_somebody_has_elsewhere(link: str) -> None:
    known = MembershipFactory()
    client = Client()
    answer = client.post(link, {**TYPED, "address": known.person.email})

    assert answer["Location"] == "/accounts/?next=%2Fdale-end%2Ffirst-day%2F"
    assert client.get(known.collaborative.get_absolute_url()).status_code == 302
    assert Membership.objects.filter(person=known.person).count() == 2


def test_somebody_signed_in_is_not_asked_who_they_are(client: Client, link: str) -> None:
    known = MembershipFactory()
    as_(client, known)

    assert 'name="address"' not in client.get(link).text
    client.post(link, TYPED)
    assert looks_after(Membership.objects.get(collaborative__slug="dale-end", person=known.person))
    assert not User.objects.filter(email="nia@example.org").exists()


def test_somebody_shut_out_stays_out(client: Client, link: str) -> None:
    UserFactory(email="nia@example.org", is_active=False)
    answer = client.post(link, TYPED)

    assert (answer.status_code, Collaborative.objects.count()) == (422, 0)
    assert "cannot be used here" in answer.text


def test_it_is_noted_and_the_word_of_the_link_is_kept_nowhere(client: Client) -> None:
    token = opening.make_link()
    client.post(f"/open/{token}/", TYPED)

    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["house.link", "member.helps", "house.open"]
    assert token not in str(list(OpenHouse.objects.values()))


def test_an_empty_house_says_so_at_the_door() -> None:
    words = "No collaborative lives here yet"

    assert words in Client().get("/").text
    CollaborativeFactory()
    assert words not in Client().get("/").text
