"""Following: news of it comes first, for the follower; nobody else can tell, not from the table."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collaborative.models import AuditEntry
from collaborative.takeout import holdings
from members.models import Membership
from roadmap import following
from roadmap.actions import move_item
from roadmap.models import Following, RoadmapItem
from roadmap.news import MOST, roadmap_news
from tests.conftest import as_
from tests.factories import (
    EvidenceFactory,
    MembershipFactory,
    OutputFactory,
    RoadmapItemFactory,
    ThemeFactory,
)
from tests.roadmap.helpers import get

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def url(me: Membership, what: str, row: Any) -> str:
    kwargs = {"collaborative": me.collaborative.slug, "what": what, "key": row.key}
    return reverse("roadmap:follow", kwargs=kwargs)


def first(me: Membership) -> tuple[str, bool]:
    news = roadmap_news(me, timezone.now() - WEEK)
    assert news
    return news["pieces"][0].item.title, news["pieces"][0].followed


@pytest.fixture
def item(member: Membership) -> RoadmapItem:
    """It moved first, so it stands last in the news."""
    item = RoadmapItemFactory(collaborative=member.collaborative, title="Lamps", horizon="wow")
    move_item(item=item, by=member, was="wow", to="next", why="Light.")
    return item


def busy(member: Membership) -> None:
    for number in range(MOST + 2):
        other = RoadmapItemFactory(collaborative=member.collaborative, title=f"Other {number}")
        move_item(item=other, by=member, was=other.horizon, to="wow", why="x")


@pytest.mark.parametrize("what", ["item", "theme", "said", "said in a theme"])
def test_news_of_it_comes_first_for_the_follower_alone(
    client: Client, member: Membership, item: RoadmapItem, what: str
) -> None:
    output = OutputFactory(session__meeting__collaborative=member.collaborative)
    theme = ThemeFactory(collaborative=member.collaborative)
    theme.outputs.add(output, through_defaults={"collaborative": member.collaborative})
    EvidenceFactory(item=item, theme=theme)
    own = OutputFactory(session=output.session)
    EvidenceFactory(item=item, output=own)
    row = {"item": item, "theme": theme, "said": own, "said in a theme": output}[what]
    busy(member)
    other = MembershipFactory(collaborative=member.collaborative)
    assert first(member)[1] is False

    address = url(member, what.split(" ")[0], row)
    assert (
        "Only you" in as_(client, member).get(address).text
        or "Nobody sees" in client.get(address).text
    )
    for _ in range(2):
        assert client.post(address, {"do": "follow"}).status_code == 302

    assert first(member) == ("Lamps", True)
    assert first(other)[1] is False
    news = roadmap_news(member, timezone.now() - WEEK)
    assert "(You follow this.)" in render_to_string("roadmap/_moved.txt", {"news": news})
    client.post(address, {"do": "stop"})
    assert (first(member)[1], Following.objects.count()) == (False, 0)


def test_no_row_says_who_follows_what(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    other = MembershipFactory(collaborative=member.collaborative)
    for who in (member, other):
        as_(client, who).post(url(who, "item", item), {"do": "follow"})

    mine, theirs = Following.objects.order_by("pk")
    assert mine.mark != theirs.mark  # nor how many follow one thing
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(f)::text FROM roadmap_following f")
        kept = " ".join(row for (row,) in cursor.fetchall())
    assert item.key not in kept
    assert not AuditEntry.objects.filter(verb__contains="follow").exists()
    page = get(client, member, "item", item).text
    assert "You follow this. Only you see that." in page
    third = MembershipFactory(collaborative=member.collaborative)
    assert "You follow this" not in get(client, third, "item", item).text


def test_the_follower_finds_it_all_again(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    output = OutputFactory(
        session__meeting__collaborative=member.collaborative, words="Too dark here"
    )
    following.follow(me=member, what="item", key=item.key)
    following.follow(me=member, what="said", key=output.key)
    page = get(client, member, "following").text
    for words in ("Lamps", "Too dark here"):
        assert words in page
    told = list(holdings["following"].rows(member.person))
    assert [row["What"] for row in told] == ["Lamps", "Too dark here"]
    other = MembershipFactory(collaborative=member.collaborative)
    assert "Lamps" not in get(client, other, "following").text


def test_words_that_are_held_or_elsewhere_are_not_there_to_follow(
    client: Client, member: Membership
) -> None:
    held = OutputFactory(session__meeting__collaborative=member.collaborative, held=True)
    as_(client, member)
    for what, row in (("said", held), ("item", RoadmapItemFactory()), ("zebra", held)):
        assert client.post(url(member, what, row), {"do": "follow"}).status_code == 404
    assert Following.objects.count() == 0


def test_what_needs_a_hand_is_told_and_is_no_letter_by_itself(
    client: Client, member: Membership
) -> None:
    here = {"collaborative": member.collaborative}
    RoadmapItemFactory(**here, title="Chairs", state="stuck", stuck_because="No rule found.")
    RoadmapItemFactory(**here, title="A bench", carried_by="")
    RoadmapItemFactory(**here, title="Fine already")
    for number in range(3):
        RoadmapItemFactory(**here, title=f"More {number}", carried_by="")
    news = roadmap_news(member, timezone.now() + timedelta(days=2))
    assert news
    assert (news["pieces"], news["alone"], news["more_hands"]) == ([], False, 2)
    letter = render_to_string("roadmap/_moved.txt", {"news": news})
    for words in ("* Chairs: Stuck. No rule found.", "* A bench: Nobody is carrying it yet."):
        assert words in letter
    assert "Fine already" not in letter
    assert "see=unstuck" in news["unstuck"]
    home = as_(client, member).get(member.collaborative.get_absolute_url()).text
    assert "What could do with a hand" in home
    assert roadmap_news(MembershipFactory(), timezone.now()) is None
