"""Words or a photo that hurt come off somebody else's card; they are told why, and nobody else."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from collaborative.models import AuditEntry, StoredFile
from collaborative.tasks import tick
from members import photos, taking_down
from members.errors import NotTheirs
from members.models import Hat, Membership
from tests.conftest import as_
from tests.factories import HatFactory, MembershipFactory
from tests.hostile_photos import picture

pytestmark = pytest.mark.django_db
WHY = "It made fun of how somebody walks."


@pytest.fixture
def card(coordinator: Membership) -> Membership:
    card = MembershipFactory(
        collaborative=coordinator.collaborative,
        chosen_name="Limping Laughs",
        brings_me_here="Zebra jokes",
        ask_me_about="Zebra walks",
        i_like="Zebra mockery",
    )
    photos.put(card=card, by=card.person, content=picture(size=(64, 64)))
    return card


def take(client: Client, me: Membership, card: Membership, *parts: str) -> str:
    path = f"/{me.collaborative.slug}/look-after/take-down/"
    data = {"who": card.key, "parts": parts, "why": WHY}
    return as_(client, me).post(path, data, follow=True).text


def test_all_of_it_goes_and_the_person_hears_why(
    client: Client, coordinator: Membership, card: Membership
) -> None:
    HatFactory(
        member__collaborative=coordinator.collaborative,
        member__chosen_name="Ines",
        kind=Hat.Kind.INDEPENDENT,
    )
    people = f"/{coordinator.collaborative.slug}/people/"
    assert "Zebra" in as_(client, coordinator).get(people).text
    said = take(client, coordinator, card, "words", "photo", "name")
    tick()

    card.refresh_from_db()
    assert (card.brings_me_here, card.ask_me_about, card.i_like) == ("", "", "")
    assert (card.chosen_name, card.photo, StoredFile.objects.count()) == ("neighbour", None, 0)
    assert "They get a letter" in said
    assert "Zebra" not in said + client.get(people).text
    (letter,) = mail.outbox
    assert letter.to == [card.person.email]
    for words in (WHY, "the lines on your card, your photo and the name", "Ines", "/me/card/"):
        assert words in letter.body
    assert (
        "taken off"
        not in as_(Client(), MembershipFactory(collaborative=coordinator.collaborative))
        .get(people)
        .text
    )
    entry = AuditEntry.objects.get(verb="member.take_down")
    assert (entry.actor, entry.target) == (coordinator.person, f"members.membership:{card.pk}")


def test_only_what_was_ticked_goes(
    client: Client, coordinator: Membership, card: Membership
) -> None:
    take(client, coordinator, card, "photo")

    card.refresh_from_db()
    assert (card.photo, card.i_like, card.chosen_name) == (None, "Zebra mockery", "Limping Laughs")


def test_without_a_reason_or_a_part_nothing_goes(
    client: Client, coordinator: Membership, card: Membership
) -> None:
    path = f"/{coordinator.collaborative.slug}/look-after/take-down/"
    as_(client, coordinator)
    for data in ({"who": card.key, "parts": ["words"]}, {"who": card.key, "why": WHY}):
        assert client.post(path, data).status_code == 422
    card.refresh_from_db()
    assert card.i_like == "Zebra mockery"


def test_who_has_no_address_is_told_by_word_of_mouth(
    client: Client, coordinator: Membership
) -> None:
    card = MembershipFactory(
        collaborative=coordinator.collaborative, person__email=None, i_like="Zebra mockery"
    )
    assert "Please tell them why yourself" in take(client, coordinator, card, "words")
    assert mail.outbox == []


def test_not_ones_own_nor_of_another_place(coordinator: Membership, card: Membership) -> None:
    for wrong in (coordinator, MembershipFactory()):
        with pytest.raises(NotTheirs):
            taking_down.take_down(by=coordinator, card=wrong, parts=["words"], why=WHY)
