"""``/demo/`` and its mailbox, as a visitor finds them."""

from __future__ import annotations

import re
import runpy
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from collaborative import mailbox, urls
from collaborative.models import AuditEntry
from collaborative.tasks import tick
from members import lanyards
from members.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_pages")]

PEOPLE, MAILBOX = "/demo/", "/demo/mailbox/"


@pytest.fixture(autouse=True)
def on_the_day(time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 11, 24, 9, tzinfo=UTC))


def card(name: str, place: str = "larkmoor") -> Membership:
    return Membership.objects.get(chosen_name=name, collaborative__slug=place)


def post_one(subject: str = "See you on Thursday", html: str = "") -> str:
    """Put a letter into the box; return its name there."""
    message = EmailMultiAlternatives(subject, "Hello Abi,\n\nhttp://localhost/larkmoor/ & <more>")
    message.to = ["abi@example.org"]
    if html:
        message.attach_alternative(html, "text/html")
    mailbox.Backend().send_messages([message])
    return mailbox.newest()[0].name


# Come in


def test_everybody_who_can_sign_in_has_one_button(client: Client) -> None:
    page = client.get(PEOPLE).text
    buttons = re.findall(r"Come in as ([^<]+)</button>", page)
    assert len(buttons) == len(set(buttons)) + 1  # Jonah, in both places
    assert {"Abi", "Żaneta", "Siobhán", "Samir", "Jonah"} <= set(buttons)
    assert {name for name in buttons if name.startswith("Grace")} == {
        "Grace: “The choir. Please, the choir.”",
        "Grace: “Nails, night classes, not the choir”",
    }
    for unseen in ("Ivy", "Len", "Albert", "Colette", "Priya", "Łęcka", "Neill"):
        assert unseen not in page


@pytest.mark.parametrize(
    "line",
    [
        "Abi is a member.",
        "Nuala is holding the next meeting.",
        "Yasmin is looking after the collaborative.",
        "Jonah is holding the next meeting.",
        "Bronagh is looking after the collaborative.",
    ],
)
def test_three_to_begin_with_in_each_place(client: Client, line: str) -> None:
    assert line in client.get(PEOPLE).text


def test_no_job_and_no_address_stands_there(client: Client) -> None:
    page = client.get(PEOPLE).text
    for member in Membership.objects.select_related("person"):
        mine = lanyards.read(member.person)
        for words in (mine.job_title, mine.employer, mine.work_email, member.person.email):
            assert not words or words not in page


def test_come_in_and_out_again_as_somebody_else(client: Client) -> None:
    for name, place in (("Abi", "larkmoor"), ("Jonah", "tarnside")):
        member = card(name, place)
        response = client.post(reverse("demo:come_in", args=[member.key]))
        assert response.headers["Location"] == f"/{place}/"
        assert get_user(client) == member.person


def test_a_link_alone_lets_nobody_in(client: Client) -> None:
    url = reverse("demo:come_in", args=[card("Abi").key])
    assert client.get(url).status_code == 405
    assert Client(enforce_csrf_checks=True).post(url).status_code == 403
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("name", ["Ivy", "Colette", "Albert", "Priya"])
def test_nobody_comes_in_who_could_not_sign_in(client: Client, name: str) -> None:
    assert client.post(reverse("demo:come_in", args=[card(name).key])).status_code == 404
    assert client.post(reverse("demo:come_in", args=["nobody"])).status_code == 404


# The mailbox


def test_the_box_is_empty_at_first(client: Client) -> None:
    assert "No letters yet" in client.get(MAILBOX).text


def test_letters_stand_newest_first(client: Client) -> None:
    post_one("The first")
    post_one("The second")
    page = client.get(MAILBOX).text
    assert page.index("The second") < page.index("The first")
    assert "abi@example.org" in page


def test_a_reminder_and_a_digest_land_here_by_themselves(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "collaborative.mailbox.Backend"
    tick()
    tick()
    page = client.get(MAILBOX).text
    assert page.count("Design team on Thursday, 4 to 5 in the afternoon<") == 3
    assert page.count("What came of it<") >= 4
    for letter in mailbox.newest():
        assert "Hello " in letter.text
        assert letter.html


def test_a_letter_shows_both_of_its_parts(client: Client) -> None:
    name = post_one(html="<html><head></head><body><p style='color: red'>Hello</p></body></html>")
    response = client.get(reverse("demo:letter", args=[name]))
    assert '<a href="http://localhost/larkmoor/" rel="nofollow">' in response.text
    assert "&amp; &lt;more&gt;" in response.text
    assert reverse("demo:letter_html", args=[name]) in response.text
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_a_letter_without_html_has_no_frame(client: Client) -> None:
    name = post_one()
    assert "<iframe" not in client.get(reverse("demo:letter", args=[name])).text
    assert client.get(reverse("demo:letter_html", args=[name])).status_code == 404


def test_the_html_part_may_only_be_looked_at(client: Client) -> None:
    name = post_one(html="<html><head></head><body><script>alert(1)</script></body></html>")
    response = client.get(reverse("demo:letter_html", args=[name]))
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "style-src 'unsafe-inline'" in policy
    assert ("script-src" in policy, "default-src 'none'" in policy) == (False, True)
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in response.text


@pytest.mark.parametrize("name", ["1-none", "passwd", "..-..-etc"])
def test_there_is_no_way_out_of_the_box(client: Client, name: str) -> None:
    assert client.get(f"{MAILBOX}{name}/").status_code == 404
    assert client.get(f"{MAILBOX}../{name}/html/").status_code == 404


# Only in the demo


def addresses() -> list[str]:
    name = post_one(html="<html><head></head></html>")
    return [
        PEOPLE,
        MAILBOX,
        reverse("demo:letter", args=[name]),
        reverse("demo:letter_html", args=[name]),
    ]


def test_among_real_people_there_is_no_such_page(client: Client) -> None:
    pages, key = addresses(), card("Abi").key
    AuditEntry.objects.filter(verb="demo.loaded").delete()
    assert [client.get(page).status_code for page in pages] == [404] * 4
    assert client.post(reverse("demo:come_in", args=[key])).status_code == 404


def test_without_demo_there_is_no_such_page(client: Client, settings: Any) -> None:
    pages = addresses()
    settings.DEMO = False
    assert [client.get(page).status_code for page in pages] == [404] * 4


@pytest.mark.parametrize("on", [True, False])
def test_the_addresses_are_there_only_with_demo(settings: Any, on: bool) -> None:
    settings.DEMO = on
    roof = runpy.run_path(urls.__file__)["urlpatterns"]
    assert any(getattr(entry, "app_name", "") == "demo" for entry in roof) is on


def test_queries(client: Client, django_assert_max_num_queries: Any, demo: date) -> None:
    with django_assert_max_num_queries(8):
        client.get(PEOPLE)
