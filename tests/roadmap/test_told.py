"""What others are told: in the news, under meetings, in the search."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collaborative.came_out import lines_for
from collaborative.search import find
from members.models import Membership
from roadmap.actions import add_item, move_item, tell_news
from roadmap.came_out import moves
from roadmap.models import RoadmapItem
from roadmap.news import MOST, roadmap_news
from tests.factories import (
    EvidenceFactory,
    MeetingFactory,
    MembershipFactory,
    MoveFactory,
    OutputFactory,
    RoadmapItemFactory,
    UpdateFactory,
)
from tests.roadmap.test_move import strike

LAST_WEEK = timedelta(days=7)


@pytest.fixture
def item(member: Membership) -> RoadmapItem:
    """Long there, and nothing new of it."""
    long_ago = timezone.localdate() - timedelta(days=400)
    item = RoadmapItemFactory(
        collaborative=member.collaborative, title="Weekend line", horizon="next", added_on=long_ago
    )
    MoveFactory(
        item=item, from_horizon="wow", to_horizon="next", moved_at=timezone.now() - 2 * LAST_WEEK
    )
    UpdateFactory(item=item, text="An old story.", on=long_ago)
    return item


def written(member: Membership) -> str:
    """Both forms of the news since last week, as one text."""
    news = roadmap_news(member, timezone.now() - LAST_WEEK)
    if news is None:
        return ""
    forms = [
        " ".join(render_to_string(f"roadmap/_moved.{ending}", {"news": news}).split())
        for ending in ("html", "txt")
    ]
    return "\n".join(forms)


def test_no_news_is_none(member: Membership, item: RoadmapItem) -> None:
    assert written(member) == ""


def test_what_moved_and_why(member: Membership, item: RoadmapItem) -> None:
    move_item(item=item, by=member, was="next", to="now", why="The yes came & stayed.")

    page, letter = written(member).split("\n")

    assert "It moved from Next to Now. The yes came &amp; stayed." in page
    assert item.get_absolute_url() in page
    assert "* Weekend line moved from Next to Now. The yes came & stayed." in letter
    assert f"http://localhost:8000/{member.collaborative.slug}/roadmap/" in letter
    assert "old story" not in page + letter


def test_what_was_heard(member: Membership, item: RoadmapItem) -> None:
    tell_news(item=item, by=member, text="Seven voices now.")

    page, letter = written(member).split("\n")

    assert "<p>Seven voices now.</p>" in page
    assert "* Weekend line: Seven voices now." in letter


def test_what_was_put_on(member: Membership, item: RoadmapItem) -> None:
    add_item(by=member, title="Lights on the path", horizon="wow", next_step="Ring the council.")

    page, letter = written(member).split("\n")

    assert "New on the roadmap. Next step: Ring the council." in page
    assert "* Lights on the path is new, under Wow." in letter
    assert "Weekend line" not in page + letter


def test_nothing_is_told_twice(member: Membership, item: RoadmapItem) -> None:
    move_item(item=item, by=member, was="next", to="now", why="The yes came.")
    tell_news(item=item, by=member, text="Seven voices now.")
    add_item(by=member, title="Lights on the path", horizon="wow")

    news = roadmap_news(member, timezone.now())
    assert news
    assert (news["pieces"], news["alone"]) == ([], False)  # it only needs a hand


def test_old_notes_typed_in_later_count_by_their_day(member: Membership, item: RoadmapItem) -> None:
    UpdateFactory(item=item, text="Last Tuesday.", on=timezone.localdate() - timedelta(days=2))
    UpdateFactory(item=item, text="Long before.", on=timezone.localdate() - timedelta(days=20))

    assert "Last Tuesday." in written(member)
    assert "Long before." not in written(member)


def test_struck_words_are_not_told(member: Membership, item: RoadmapItem) -> None:
    strike(move_item(item=item, by=member, was="next", to="now", why="Zebra said so."))

    assert "moved from Next to Now." in written(member)
    assert "Zebra" not in written(member)


def test_words_under_an_item_are_no_news(member: Membership, item: RoadmapItem) -> None:
    output = OutputFactory(
        session__meeting__collaborative=member.collaborative, words="Zebra", held=True
    )
    EvidenceFactory(item=item, output=output)
    move_item(item=item, by=member, was="next", to="now", why="The yes came.")

    assert "Zebra" not in written(member)


def test_news_of_others_is_not_ours(member: Membership) -> None:
    both = MembershipFactory(person=member.person)
    UpdateFactory(item=RoadmapItemFactory(collaborative=both.collaborative))

    assert roadmap_news(member, timezone.now() - LAST_WEEK) is None


def test_home_shows_it(client: Client, member: Membership, item: RoadmapItem) -> None:
    tell_news(item=item, by=member, text="Seven voices now.")
    client.force_login(member.person)

    assert "Seven voices now." in client.get(member.collaborative.get_absolute_url()).text


@pytest.mark.parametrize("rows", [1, 30])
def test_one_query_and_a_few_lines(member: Membership, rows: int) -> None:
    for number in range(rows):
        item = RoadmapItemFactory(collaborative=member.collaborative, number=number)
        MoveFactory(item=item)
        UpdateFactory(item=item)

    with CaptureQueriesContext(connection) as asked:
        news = roadmap_news(member, timezone.now() - LAST_WEEK)

    assert news
    assert len(asked) == 1
    assert (len(news["pieces"]), news["more"]) == (min(rows, MOST), max(rows - MOST, 0))


def test_moves_stand_under_the_meeting_where_they_were_agreed(
    member: Membership, item: RoadmapItem
) -> None:
    member.collaborative.now_word = "This season"
    member.collaborative.save()
    meetings = [MeetingFactory(collaborative=member.collaborative, past=True) for _ in range(3)]
    MoveFactory(item=item, meeting=meetings[0])
    MoveFactory(item=item, meeting=meetings[0], from_horizon="now", to_horizon="wow")
    for _ in range(2):
        other = RoadmapItemFactory(collaborative=member.collaborative)
        MoveFactory(item=other, meeting=meetings[1])

    with CaptureQueriesContext(connection) as asked:
        found = moves(meetings)

    assert len(asked) == 1
    assert [line.words for line in found[meetings[0].pk]] == [
        "Weekend line moved from Next to This season",
        "Weekend line moved back from This season to Wow",
    ]
    line = found[meetings[0].pk][0]
    assert (line.url, line.shape, line.look) == (item.get_absolute_url(), "now", "now")
    assert len(found[meetings[1].pk]) == 2
    assert meetings[2].pk not in found
    assert line in lines_for(meetings)[meetings[0].pk]


def test_found_again(member: Membership) -> None:
    here = {"collaborative": member.collaborative}
    RoadmapItemFactory(**here, title="A lamp on the path", need="We cannot see our feet.")
    RoadmapItemFactory(**here, title="Buses", next_step="Ask about the LAMP at the stop.")
    RoadmapItemFactory(title="A lamp elsewhere")

    found = dict(find(member, "lamp"))["Roadmap"]

    assert [(result.title, result.words) for result in found] == [
        ("A lamp on the path", "We cannot see our feet."),
        ("Buses", "Ask about the LAMP at the stop."),
    ]
