"""Come with me: a card and its link, for the day it is about, from nobody in particular."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from collaborative.models import AuditEntry
from meetings.come import word_of
from meetings.models import Meeting
from members.models import Hat, Membership
from tests.conftest import as_
from tests.factories import HatFactory, MeetingFactory, MembershipFactory
from tests.meetings.helpers import on_the_wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def breakfast(member: Membership) -> Meeting:
    """In three days; the public page of the place is off."""
    day = on_the_wall(3, "09:00", "11:00")
    return MeetingFactory(collaborative=member.collaborative, title="Zora’s farewell", **day)


def link(meeting: Meeting) -> str:
    return f"/{meeting.collaborative.slug}/come/{word_of(meeting)}/"


def main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_the_card_says_what_the_link_says(
    client: Client, member: Membership, breakfast: Meeting
) -> None:
    card = main(as_(client, member).get(f"/{member.collaborative.slug}/come/card/").text)
    behind = main(Client().get(link(breakfast)).text)
    assert f"http://localhost:8000{link(breakfast)}" in card
    for words in ("9 to 11 in the morning", "Blue door", "Say your name, or pass.", "Leave any"):
        assert words in card
        assert words in behind
    assert 'class="qr"' in card
    assert "Read it to me" in behind
    for words in (member.chosen_name, "Zora"):
        assert words not in card + behind


def test_everybody_hands_over_the_same_card(
    client: Client, member: Membership, breakfast: Meeting
) -> None:
    path = f"/{member.collaborative.slug}/come/card/"
    others = MembershipFactory(collaborative=member.collaborative, state="resting")
    mine, theirs = (main(as_(client, each).get(path).text) for each in (member, others))
    assert mine == theirs


def test_nobody_greets_by_name_without_a_yes_in_public(
    client: Client, member: Membership, breakfast: Meeting
) -> None:
    day = breakfast.days[0]
    hat = HatFactory(member=member, kind=Hat.Kind.WELCOME, since=day, until=day)
    path = f"/{member.collaborative.slug}/come/card/"
    assert member.chosen_name not in main(as_(client, member).get(path).text)
    hat.member.greets_by_name = True
    hat.member.save()
    assert member.chosen_name in main(client.get(path).text)
    assert member.chosen_name in main(Client().get(link(breakfast)).text)


def test_opening_it_leaves_nothing_behind(
    client: Client, member: Membership, breakfast: Meeting
) -> None:
    as_(client, member)
    for each in (Client(), client):
        before = AuditEntry.objects.count()
        with CaptureQueriesContext(connection) as asked:
            response = each.get(link(breakfast))
        assert response.status_code == 200
        assert response.cookies == {}
        written = [q["sql"] for q in asked if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
        assert written == []
        assert AuditEntry.objects.count() == before
    assert main(client.get(link(breakfast)).text) == main(Client().get(link(breakfast)).text)


def test_it_ends_with_the_day_and_says_so(breakfast: Meeting) -> None:
    address = link(breakfast)
    with time_machine.travel(breakfast.ends_at - timedelta(minutes=5), tick=False):
        assert "Leave any time" in Client().get(address).text
    with time_machine.travel(breakfast.ends_at + timedelta(minutes=5), tick=False):
        over = main(Client().get(address).text)
    assert "That day is over" in over
    assert "3 Dock Lane" not in over
    Meeting.objects.update(state="called_off", called_off_because="Zora is ill.")
    off = main(Client().get(address).text)
    assert "it is called off" in off
    assert "Zora" not in off


@pytest.mark.parametrize("how", ["another letter", "another place", "a draft", "made up"])
def test_no_other_word_opens_anything(breakfast: Meeting, how: str) -> None:
    address = link(breakfast)
    if how == "another letter":
        last = address[-2]
        address = f"{address[:-2]}{'b' if last != 'b' else 'c'}/"
    elif how == "another place":
        other = MeetingFactory().collaborative.slug
        address = address.replace(breakfast.collaborative.slug, other)
    elif how == "a draft":
        Meeting.objects.update(state="draft")
    else:
        address = f"/{breakfast.collaborative.slug}/come/{breakfast.key}-/"
    response = Client().get(address)
    assert response.status_code == 404
    assert response.content == Client().get("/nowhere/come/bbbbbbbbbb-cccc/").content


def test_without_a_date_there_is_no_card(client: Client, member: Membership) -> None:
    page = as_(client, member).get(f"/{member.collaborative.slug}/come/card/").text
    assert "No date is fixed" in page
    assert 'class="qr"' not in page
