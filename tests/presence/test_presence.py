"""Counting behind the wall: when, for whom, and what everybody may read of it."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from collaborative.models import AuditEntry
from collaborative.tasks import tidy
from members import lanyards, presence
from members.models import Collaborative, Membership, Perspective, PresenceTable
from members.models.private import Standpoint
from tests.conftest import as_
from tests.factories import CollaborativeFactory, MembershipFactory, PerspectiveFactory

pytestmark = pytest.mark.django_db

FIRST, NEXT = date(2026, 1, 2), date(2026, 4, 2)


@pytest.fixture
def headings() -> list[Perspective]:
    place = CollaborativeFactory()
    return [
        PerspectiveFactory(collaborative=place, label=label, band=band, order=order)
        for order, (label, band) in enumerate(
            [("Uses", "lived"), ("Cares", "lived"), ("Works", "support"), ("Buys", "bodies")]
        )
    ]


def join(headings: list[Perspective], many: int, *stand: int) -> list[Membership]:
    """So many more, and where they stand by the number of the heading; none: they do not say."""
    cards = MembershipFactory.create_batch(many, collaborative=headings[0].collaborative)
    for number, card in enumerate(cards):
        if stand:
            lanyards.stand(card.person, [headings[stand[number % len(stand)]]])
    return cards


def test_frozen_with_two_rows(headings: list[Perspective]) -> None:
    join(headings, 56, 0, 2)
    join(headings, 6)
    place = headings[0].collaborative

    table = presence.freeze(place, on=FIRST)

    assert table
    assert (table.members, table.level) == (60, 1)
    assert 45 <= table.told <= 65
    assert [label for label, _ in table.rows] == ["Lived", "Everybody else who told us"]
    assert all(abs(many - 28) <= 10 for _, many in table.rows)


def test_the_same_room_is_counted_the_same(headings: list[Perspective]) -> None:
    """No fresh chance with each count: nothing can be averaged away."""
    join(headings, 56, 0, 2)
    place = headings[0].collaborative
    first = presence.freeze(place, on=FIRST)
    join(headings, 8)
    again = presence.freeze(place, on=NEXT)

    assert first
    assert again
    assert [label for label, _ in first.rows] == [label for label, _ in again.rows]
    assert all(abs(a[1] - b[1]) <= 5 for a, b in zip(first.rows, again.rows, strict=True))


def test_below_twenty_the_wall_stays_shut(headings: list[Perspective]) -> None:
    join(headings, 19, 0)
    MembershipFactory(collaborative=headings[0].collaborative, state="introduced")
    AuditEntry.objects.all().delete()

    assert presence.freeze(headings[0].collaborative, on=FIRST) is None
    assert not AuditEntry.objects.exists()


def test_once_a_quarter_and_only_after_eight_have_moved(headings: list[Perspective]) -> None:
    cards = join(headings, 40, 0, 2)
    place = headings[0].collaborative
    assert presence.freeze(place, on=FIRST)
    join(headings, 12)
    assert presence.freeze(place, on=date(2026, 3, 31)) is None  # the same quarter
    assert presence.freeze(place, on=NEXT)
    join(headings, 4)
    for card in cards[:3]:
        Membership.objects.filter(pk=card.pk).update(state="left", left_on=NEXT)
    assert presence.freeze(place, on=date(2026, 7, 1)) is None  # seven have moved
    join(headings, 1)
    assert presence.freeze(place, on=date(2026, 7, 1))


def test_taking_it_back_changes_only_the_next_count(headings: list[Perspective]) -> None:
    cards = join(headings, 56, 0, 2)
    place = headings[0].collaborative
    table = presence.freeze(place, on=FIRST)
    assert table
    for card in cards[:20]:
        lanyards.clear(card.person)
    assert presence.freeze(place, on=NEXT) is None
    join(headings, 8)
    later = presence.freeze(place, on=NEXT)

    assert later
    assert later.told < table.told
    kept = PresenceTable.objects.get(pk=table.pk)
    assert (kept.told, kept.rows) == (table.told, table.rows)


def test_only_a_yes_to_the_words_of_today_counts(headings: list[Perspective]) -> None:
    (card,) = join(headings, 1, 0)
    place = headings[0].collaborative
    assert set(lanyards.standing(place)) == {card.person_id}
    with lanyards.opened("holder", about=card.person, by=card.person):
        Standpoint.objects.update(wording=1)
    assert lanyards.standing(place) == {}
    assert lanyards.read(card.person).older_words
    lanyards.stand(card.person, [headings[0]], agreed=False)
    assert lanyards.standing(place) == {}
    lanyards.stand(card.person, [headings[0]])
    assert set(lanyards.standing(place)) == {card.person_id}


def test_every_hour_asks_and_the_clock_of_the_place_says_when(headings: list[Perspective]) -> None:
    join(headings, 20)
    for _ in range(2):
        with time_machine.travel("2026-06-30 23:30+00:00", tick=False):
            tidy()

    assert PresenceTable.objects.get().counted_on == date(2026, 7, 1)  # summer in London


def test_a_count_cannot_be_changed(headings: list[Perspective]) -> None:
    join(headings, 20)
    table = presence.freeze(headings[0].collaborative, on=FIRST)
    assert table
    for change in (
        lambda: PresenceTable.objects.update(told=5),
        PresenceTable.objects.all().delete,
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


def test_the_same_page_for_a_member_and_the_coordinator(
    client: Client, member: Membership, coordinator: Membership
) -> None:
    place = member.collaborative
    Collaborative.objects.filter(pk=place.pk).update(not_in_the_room="Nobody who works nights.")
    PresenceTable.objects.create(
        collaborative=place,
        quarter=FIRST.replace(day=1),
        counted_on=FIRST,
        members=60,
        told=45,
        level=1,
        rows=[["Lived", 25], ["Everybody else", 20]],
        came=60,
        went=0,
    )
    page = f"/{place.slug}/presence/"
    seen = [as_(client, who).get(page).text for who in (member, coordinator)]
    for words in seen:
        assert "About 45 of about 60" in words
        assert "Nobody who works nights." in words
        assert '<th scope="row">Lived</th><td class="n">25</td>' in words
        assert "rounded to the nearest five" in words
    table = [words.split('<div class="scroll"')[1].split("</table>")[0] for words in seen]
    assert table[0] == table[1]
    assert client.get(page, {"perspective": "Lived"}).text.count("<td") == seen[1].count("<td")


def test_who_is_missing_is_written_by_whoever_helps(
    client: Client, member: Membership, facilitator: Membership
) -> None:
    page = f"/{member.collaborative.slug}/presence/"
    assert as_(client, member).post(page, {"words": "Me"}).status_code == 404
    kept = as_(client, facilitator).post(page, {"words": "Nobody from the moor."}, follow=True)

    assert "Nobody from the moor." in kept.text
    assert AuditEntry.objects.filter(verb="collaborative.gap").count() == 1
