"""From an item to everything under it, and back, in two clicks at most."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from members.models import Membership
from roadmap.models import Evidence, RoadmapItem
from tests.conftest import as_
from tests.factories import (
    EvidenceFactory,
    MeetingFactory,
    OutputFactory,
    RoadmapItemFactory,
    ThemeFactory,
)
from tests.factories_room import CommitmentFactory
from tests.factories_trying import (
    LearningFactory,
    PermissionFactory,
    PrototypeFactory,
    TestCycleFactory,
)
from tests.figures import Figure
from tests.roadmap.helpers import get, queries
from tests.world import World, client_of

pytestmark = pytest.mark.django_db

HREF = re.compile(r'(?:href|hx-get)="([^"#]+)[^"]*"')


def from_any(me: Membership, what: str, row: Any) -> str:
    kwargs = {"collaborative": me.collaborative.slug, "what": what, "key": row.key}
    return reverse("roadmap:grown_from", kwargs=kwargs)


@pytest.fixture
def item(member: Membership) -> RoadmapItem:
    return RoadmapItemFactory(collaborative=member.collaborative, title="Lamps")


def test_every_node_is_two_clicks_away_and_so_is_the_way_back(world: World, figure: Figure) -> None:
    """Walked without a script: what htmx would bring in place counts as a click."""
    client, rows = client_of(world, "member"), world.here.rows
    here = {"collaborative": world.here.collaborative.slug}
    tried = rows["prototype"]
    go = {**here, "key": tried.key}
    nodes = {
        "theme": rows["theme"].get_absolute_url(),
        "session": rows["session"].get_absolute_url(),
        "meeting": rows["past meeting"].get_absolute_url(),
        "prototype": tried.get_absolute_url(),
        "cycle": reverse("trying:cycle", kwargs={**go, "cycle": rows["cycle"].key}),
        "permission": rows["permission"].get_absolute_url(),
        "commitment": rows["commitment"].get_absolute_url(),
    }
    item = rows["item"].get_absolute_url()
    far = {name: clicks(client, item, to) for name, to in nodes.items()}
    back = {name: clicks(client, of, item) for name, of in nodes.items()}
    figure("clicks from an item to its nodes", str(far))
    figure("clicks from the nodes to the item", str(back))
    assert max(*far.values(), *back.values()) <= 2


def clicks(client: Client, start: str, goal: str, most: int = 2) -> int:
    seen, edge = {start}, {start}
    for many in range(1, most + 1):
        linked = {link for page in edge for link in HREF.findall(client.get(page).text)}
        if goal in linked:
            return many
        edge = {link for link in linked - seen if link.startswith(f"/{start.split('/')[1]}/")}
        seen |= edge
    return most + 1


def test_what_was_learned_asked_and_promised_stands_on_the_item(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    here = {"collaborative": member.collaborative}
    tried = PrototypeFactory(**here, name="The lamp pair")
    TestCycleFactory(prototype=tried, n=1, happened="Old news.", told_on=date(2024, 1, 2))
    TestCycleFactory(prototype=tried, n=2, happened="Four burned.", told_on=date(2024, 2, 2))
    LearningFactory(prototype=tried, what="Dark is a place.")
    EvidenceFactory(item=item, prototype=tried)
    PermissionFactory(**here, prototype=tried, text="May we climb the post?")
    EvidenceFactory(item=item, permission=PermissionFactory(**here, text="May we ask?"))
    PermissionFactory(**here, text="Zebra")
    told = CommitmentFactory(member=member, text="Ring the council")
    held = CommitmentFactory(member=member, text="Tell Okapi", held=True)
    for promised in (told, held):
        EvidenceFactory(item=item, commitment=promised)

    page = get(client, member, "item", item).text

    for words in (
        "Four burned.",
        "Dark is a place.",
        "May we climb the post?",
        "May we ask?",
        "Ring the council",
    ):
        assert words in page, words
    for words in ("Zebra", "Okapi", "Old news."):
        assert words not in page
    assert as_(client, member).get(from_any(member, "promised", told)).status_code == 200
    assert client.get(from_any(member, "promised", held)).status_code == 404


@pytest.mark.parametrize("what", ["said", "meeting", "asked", "promised"])
def test_it_is_tied_to_a_line_from_its_own_side(
    client: Client, member: Membership, item: RoadmapItem, what: str
) -> None:
    here = {"collaborative": member.collaborative}
    row = {
        "said": lambda: OutputFactory(session__meeting__collaborative=member.collaborative),
        "meeting": lambda: MeetingFactory(**here, past=True),
        "asked": lambda: PermissionFactory(**here),
        "promised": lambda: CommitmentFactory(member=member),
    }[what]()
    theirs = RoadmapItemFactory(title="Zebra")
    page = from_any(member, what, row)
    assert "Zebra" not in as_(client, member).get(page).text
    assert client.post(page, {"item": theirs.key}).status_code == 422

    for _ in range(2):  # pressed twice
        client.post(page, {"item": item.key})

    assert Evidence.objects.filter(item=item).count() == 1
    assert item.get_absolute_url() in client.get(page).text


def test_words_that_are_held_lead_nowhere(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    held = OutputFactory(session__meeting__collaborative=member.collaborative, held=True)
    EvidenceFactory(item=item, output=held)
    session = from_any(member, "session", held.session)
    assert "Lamps" not in as_(client, member).get(session).text
    assert client.get(from_any(member, "said", held)).status_code == 404
    theme = ThemeFactory(collaborative=member.collaborative)
    EvidenceFactory(item=item, theme=theme)
    theme.outputs.add(
        OutputFactory(session=held.session),
        through_defaults={"collaborative": member.collaborative},
    )
    assert "Lamps" in client.get(session).text
    assert client.get(session.replace("/session/", "/zebra/")).status_code == 404


@pytest.mark.parametrize("link", ["permission", "commitment"])
def test_the_database_refuses_what_stands_elsewhere(link: str) -> None:
    row = {"permission": PermissionFactory, "commitment": CommitmentFactory}[link]()
    EvidenceFactory(**{link: row})
    with pytest.raises(IntegrityError, match=f"{link}_id_tenant"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_as_many_queries_with_two_hundred(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    counts = []
    for many in (1, 60):
        for _ in range(many):
            asked = PermissionFactory(collaborative=member.collaborative)
            EvidenceFactory(item=item, permission=asked)
            EvidenceFactory(item=item, commitment=CommitmentFactory(member=member))
        counts.append(queries(client, member, "item", item))
    assert counts[0] == counts[1] <= 8
