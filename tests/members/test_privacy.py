"""What we keep about people: every rule is told, and to whom the page shows itself."""

from __future__ import annotations

import html

import pytest
from django.test import Client

from collaborative.takeout import holdings
from members.models import Collaborative, Membership
from tests.conftest import as_
from tests.factories import MembershipFactory
from tests.world import invite

pytestmark = pytest.mark.django_db


def page(client: Client, member: Membership) -> str:
    return html.unescape(client.get(f"/{member.collaborative.slug}/privacy/").text)


@pytest.mark.parametrize("name", holdings)
def test_every_rule_is_told_with_each_of_its_fields(
    client: Client, member: Membership, name: str
) -> None:
    holding, shown = holdings[name], page(as_(client, member), member)
    for words in (holding.words, holding.why, holding.kept, holding.seen_by):
        assert words in shown
    assert len(holding.in_words()) == len(holding.fields)
    for words in holding.in_words():
        assert words in shown.lower() or words in shown


def test_no_column_is_called_as_only_a_machine_would() -> None:
    said = [words for holding in holdings.values() for words in holding.in_words()]
    assert [words for words in said if "_" in words or words.endswith((" hash", "upto"))] == []


@pytest.mark.parametrize("shown_by", ["shows_come", "welcomes_strangers"])
def test_anybody_reads_it_where_something_else_is_public(member: Membership, shown_by: str) -> None:
    slug = member.collaborative.slug
    missing = Client().get("/nowhere/privacy/")
    assert Client().get(f"/{slug}/privacy/").content == missing.content
    Collaborative.objects.update(**{shown_by: True})
    shown = page(Client(), member)
    assert "Information Commissioner" in shown
    assert member.chosen_name not in shown


def test_whoever_is_invited_reads_it_before_a_yes(client: Client, member: Membership) -> None:
    card = MembershipFactory(collaborative=member.collaborative, state="introduced")
    link = f"/invitation/{invite(card)}/"
    assert f"{link}privacy/" in client.get(link).text
    shown = client.get(f"{link}privacy/")
    assert "What our wall does not protect against" in shown.text
    card.state = "active"
    card.save()
    assert client.get(f"{link}privacy/").status_code == 404


def test_their_own_words_are_the_coordinators_to_change(
    client: Client, member: Membership, coordinator: Membership
) -> None:
    slug = member.collaborative.slug
    words = {"words": "Paper lies in the blue tin.\nDr Zebra, consultant, has the key."}
    assert as_(client, member).post(f"/{slug}/privacy/", words).status_code == 404
    kept = as_(client, coordinator).post(f"/{slug}/privacy/", words, follow=True)
    assert "here we use names only" in kept.text
    assert "Paper lies in the blue tin." in page(as_(client, member), member)
    too_long = as_(client, coordinator).post(f"/{slug}/privacy/", {"words": "a" * 2001})
    assert too_long.status_code == 422
    assert "a" * 2001 in too_long.text


def test_who_answers_in_law_is_named_or_said_to_be_missing(
    client: Client, member: Membership
) -> None:
    assert "Not named yet." in page(as_(client, member), member)
    Collaborative.objects.update(answers_in_law="The Larkmoor Trust")
    assert "The Larkmoor Trust." in page(client, member)
