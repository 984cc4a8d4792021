"""Evidence beside what we try, the pack for anyone in doubt, and what belongs together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from collaborative.keys import new_key
from collaborative.models import AuditEntry
from collaborative.search import find
from members.access import today_in
from members.models import Membership
from prototypes.models import EvidenceCard, Prototype, ServiceModel
from prototypes.trying_told import fresh, news
from tests.conftest import as_
from tests.factories import MembershipFactory
from tests.factories_trying import (
    EvidenceCardFactory,
    LearningFactory,
    PrototypeFactory,
    ServiceModelFactory,
    TestCycleFactory,
)
from tests.prototypes.helpers import queries
from tests.prototypes.test_trying import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea(member: Membership) -> Prototype:
    began = today_in(member.collaborative) - timedelta(days=100)
    return PrototypeFactory(
        collaborative=member.collaborative, name="Tea", started_on=began, team=[member]
    )


def test_the_pack_has_evidence_results_and_what_we_do_not_know(
    client: Client, member: Membership, tea: Prototype
) -> None:
    said = {
        "title": "Waiting, counted",
        "says": "Nine in ten wait alone.",
        "size": "120 people in one town",
        "caution": "Nobody asked at night.",
        "content_note": "It speaks of loss.",
        "prototype": tea.key,
        "key": new_key(),
    }
    for _ in range(2):
        sent = as_(client, member).post(url("bring", member), said)
    card = EvidenceCard.objects.get()
    assert sent.url == url("evidence", member, card)
    TestCycleFactory(prototype=tea, happened="Eleven came.", told_on=tea.started_on)
    TestCycleFactory(prototype=tea, n=2, question="Will anybody stay?")
    LearningFactory(prototype=tea, what="A name keeps them.")
    page = client.get(url("pack", member, tea)).text
    order = ("What others measured", "120 people in one town", "Nobody asked at night.")
    order += ("Eleven came.", "A name keeps them.", "What we do not know", "Will anybody stay?")
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert page.index("speaks of loss") < page.index("Nine in ten wait alone.")
    for shown in (url("evidence_cards", member), sent.url):
        assert "speaks of loss" in client.get(shown).text
    assert [r.title for _, rows in find(member, "wait alone") for r in rows] == [card.title]


def test_a_card_is_tied_loosened_and_put_right_by_two(
    client: Client, member: Membership, tea: Prototype
) -> None:
    card = EvidenceCardFactory(collaborative=member.collaborative)
    theirs = PrototypeFactory(name="Theirs")
    address, before = url("evidence", member, card), card.edition
    as_(client, member)
    assert client.post(address, {"prototype": theirs.key}).status_code == 422
    assert client.post(address, {"prototype": tea.key}).status_code == 302
    assert "Tea</a>" in client.get(address).text
    client.post(address, {"off": tea.key})
    assert not card.speaks_of.exists()
    change = url("change_evidence", member, card)
    said = {"title": card.title, "says": "Eight in ten.", "seen": before}
    assert client.post(change, said).status_code == 302
    late = client.post(change, said | {"says": "Seven in ten."})
    assert late.status_code == 409
    assert "Eight in ten." in late.text
    assert "Seven in ten." in late.text
    titled = said | {"says": "Osei, who is a ward nurse, counted.", "seen": card.edition}
    assert "here we use names only" in client.post(change, titled).text


def test_small_things_belong_together_and_stand_by_themselves_again(
    client: Client, member: Membership, tea: Prototype
) -> None:
    LearningFactory(prototype=tea, what="A name keeps them.")
    soup = PrototypeFactory(collaborative=member.collaborative, name="Soup")
    said = {"name": "Open doors", "would_be": "Always somebody.", "key": new_key()}
    for _ in range(2):
        sent = as_(client, member).post(url("put_together", member), said | {"prototype": tea.key})
    whole = ServiceModel.objects.get()
    again = client.post(url("put_together", member), said | {"key": new_key()})
    assert (again.status_code, "called that already" in again.text) == (422, True)
    client.post(sent.url, {"prototype": soup.key})
    page = client.get(sent.url).text
    for words in ("Always somebody.", "Tea</a>", "Soup</a>", "A name keeps them."):
        assert words in page
    assert "It belongs to" in client.get(soup.get_absolute_url()).text
    client.post(sent.url, {"off": soup.key})
    assert [row.name for row in whole.prototypes.all()] == ["Tea"]
    assert "One small thing<" in client.get(url("wholes", member)).text
    change, before = url("change_whole", member, whole), whole.edition
    assert client.post(change, {"name": "Doors", "seen": before}).status_code == 302
    late = client.post(change, {"name": "Gates", "seen": before})
    assert (late.status_code, "Doors" in late.text, "Gates" in late.text) == (409, True, True)
    other = as_(client, MembershipFactory())
    assert other.get(sent.url).status_code == 404


def test_nobody_is_named_with_an_idea_unless_they_wish_it(
    client: Client, member: Membership, tea: Prototype
) -> None:
    team = url("team", member, tea)
    wished = "Named with the idea, by their own wish"
    assert wished not in as_(client, member).get(tea.get_absolute_url()).text
    for _ in range(2):
        client.post(team, {"do": "name"})
    page = client.get(tea.get_absolute_url()).text
    assert f"{wished}: {member.chosen_name}." in page
    client.post(team, {"do": "unname"})
    assert wished not in client.get(tea.get_absolute_url()).text


def test_a_go_still_to_tell_is_a_quiet_line_for_its_team_alone(
    client: Client, member: Membership, tea: Prototype
) -> None:
    today = today_in(member.collaborative)
    cycle = TestCycleFactory(prototype=tea, from_on=today - timedelta(days=20))
    home = f"/{member.collaborative.slug}/"
    assert "How did go 1 go?" in as_(client, member).get(home).text
    other = MembershipFactory(collaborative=member.collaborative)
    assert news(other, timezone.now()) is None
    assert not Membership.objects.filter(fresh(), pk=member.pk).exists()
    cycle.happened, cycle.told_on = "Nine came", today
    cycle.save()
    assert news(member, timezone.now()) is None


def test_tables_are_mixed_by_lot_and_nothing_is_kept(client: Client, member: Membership) -> None:
    names = [f"Name {n}" for n in range(23)]
    asked = as_(client, member).post(
        url("mix", member), {"names": "\n".join(["", *names]), "tables": "4"}
    )
    seats = asked.context["seats"]
    assert sorted(map(len, seats)) == [5, 6, 6, 6]
    assert sorted(name for table in seats for name in table) == sorted(names)
    again = client.post(url("mix", member), {"names": "\n".join(names), "tables": "4"})
    assert again.context["seats"] != seats  # one in a great many would be the same
    few = client.post(url("mix", member), {"names": "Rosa", "tables": "4"})
    assert few.context["seats"] == [["Rosa"]]
    many = client.post(url("mix", member), {"names": "x\n" * 201, "tables": "0"})
    assert many.status_code == 422
    assert AuditEntry.objects.filter(actor=member.person).count() == 0


@pytest.mark.parametrize("name", ["evidence_cards", "evidence", "wholes", "whole", "pack", "one"])
def test_as_many_queries_for_thirty(client: Client, name: str) -> None:
    counts = []
    for rows in (1, 30):
        me = MembershipFactory()
        here = {"collaborative": me.collaborative}
        parts: list[Any] = [PrototypeFactory(**here, name=f"Tea {n}") for n in range(rows)]
        for part in parts:
            LearningFactory(prototype=part)
            whole = ServiceModelFactory(**here)
            EvidenceCardFactory(**here, speaks_of=parts)
        card = EvidenceCardFactory(**here, speaks_of=parts)
        whole = ServiceModelFactory(**here, parts=parts)
        shown = {"evidence": card, "whole": whole, "pack": parts[0], "one": parts[0]}
        address = url(name, me, shown.get(name))
        as_(client, me)
        counts.append(queries(lambda address=address: client.get(address)))
    assert counts[0] == counts[1] <= 8
