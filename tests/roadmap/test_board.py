"""The board: today, and as it stood on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from members.models import Collaborative, Membership
from roadmap.models import RoadmapItem
from tests.factories import (
    EvidenceFactory,
    MeetingFactory,
    MoveFactory,
    OutputFactory,
    RoadmapItemFactory,
)
from tests.roadmap.helpers import get, queries


def mats(page: str) -> dict[str, str]:
    """The text of each mat by its horizon."""
    parts = page.split('<section class="mat ')[1:]
    return {part.split('"')[0]: " ".join(part.split("</section>")[0].split()) for part in parts}


def where(page: str, title: str) -> list[str]:
    return [name for name, mat in mats(page).items() if title in mat]


def test_three_mats_in_the_words_of_the_collaborative(client: Client, member: Membership) -> None:
    Collaborative.objects.filter(pk=member.collaborative_id).update(
        now_word="This season", now_means="Kettle on.", wow_word="Wouldn’t it be grand"
    )
    RoadmapItemFactory(collaborative=member.collaborative, horizon="now", title="A kettle")
    RoadmapItemFactory(title="Somebody else’s")

    page = get(client, member, "board").text

    assert list(mats(page)) == ["now", "next", "wow"]
    assert where(page, "A kettle") == ["now"]
    assert "This season</h2> <b>1 thing</b> <p>Kettle on.</p>" in mats(page)["now"]
    assert "<b>0 things</b>" in mats(page)["wow"]
    assert "Somebody else’s" not in page


def test_a_slip_says_where_it_stands(client: Client, member: Membership) -> None:
    item = RoadmapItemFactory(
        collaborative=member.collaborative,
        title="Chairs",
        horizon="now",
        state="stuck",
        stuck_because="No rule found.",
        waiting_for="A letter",
        last_heard=date(2012, 6, 14),
    )
    for _ in range(2):
        output = OutputFactory(session__meeting__collaborative=member.collaborative)
        EvidenceFactory(item=item, output=output)
    MoveFactory(item=item, from_horizon="next", to_horizon="wow", why="Not this one.")
    MoveFactory(item=item, from_horizon="wow", to_horizon="now", why="The yes came.")

    slip = mats(get(client, member, "board").text)["now"]

    for words in (
        '<span class="state stuck">Stuck</span>',
        "No rule found.",
        "Ring every number on it.",
        "The fridge-page pair",
        "14 June 2012",
        "A letter",
        "2 notes of what was said",
        "<strong>Moved from Wow</strong>",
        "The yes came.",
        'name="to" value="next"',
        'name="to" value="wow"',
    ):
        assert words in slip, words
    assert "Not this one." not in slip
    assert 'name="to" value="now"' not in slip


def test_what_is_over_lies_folded_and_is_still_there(client: Client, member: Membership) -> None:
    for state in ("arrived", "resting", "let_go", "moving"):
        RoadmapItemFactory(
            collaborative=member.collaborative, title=f"T {state}", horizon="now", state=state
        )

    mat = mats(get(client, member, "board").text)["now"]
    at_once, folded = mat.split('<details class="folded')

    assert "3 more: arrived, resting or let go" in folded
    assert [state for state in ("arrived", "resting", "let_go") if f"T {state}" in folded] == [
        "arrived",
        "resting",
        "let_go",
    ]
    assert "T moving" in at_once
    assert "<b>4 things</b>" in at_once


def test_an_empty_mat_says_what_to_do(client: Client, member: Membership) -> None:
    for horizon, mat in mats(get(client, member, "board").text).items():
        assert f"items/new/?horizon={horizon}" in mat


@pytest.fixture
def moved_three_times(member: Membership) -> RoadmapItem:
    """On the roadmap in September under Now; next in November, wow in January, now in May."""
    item = RoadmapItemFactory(
        collaborative=member.collaborative,
        title="Budgets",
        first_horizon="now",
        horizon="now",
        state="stuck",
        stuck_because="Money.",
        added_on=date(2011, 9, 8),
    )
    for was, to, at in (
        ("now", "next", datetime(2011, 11, 10, 11, tzinfo=UTC)),
        ("next", "wow", datetime(2012, 1, 12, 11, tzinfo=UTC)),
        ("wow", "now", datetime(2012, 5, 9, 23, 30, tzinfo=UTC)),  # half past midnight in London
    ):
        MoveFactory(item=item, from_horizon=was, to_horizon=to, moved_at=at)
    return item


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        ("2011-09-07", []),
        ("2011-09-08", ["now"]),
        ("2011-11-09", ["now"]),
        ("2011-11-10", ["next"]),
        ("2012-01-12", ["wow"]),
        ("2012-05-09", ["wow"]),
        ("2012-05-10", ["now"]),
        ("10 May 2012", ["now"]),
        ("12 Jan 2012", ["wow"]),
        ("10/11/2011", ["next"]),
    ],
)
def test_the_board_as_it_stood(
    client: Client, member: Membership, moved_three_times: RoadmapItem, day: str, stood: list[str]
) -> None:
    answer = get(client, member, "board", on="other", day=day)

    assert answer.status_code == 200
    assert where(answer.text, "Budgets") == stood
    assert "as it stood on" in answer.text
    for word in ("Stuck", "Money.", "Move to…", "Carried by"):
        assert word not in answer.text  # how it was going then was not kept


def test_days_of_meetings_can_be_picked_and_passed_on(client: Client, member: Membership) -> None:
    held = MeetingFactory(
        collaborative=member.collaborative,
        title="Year review",
        starts_at=datetime(2012, 6, 14, 8, tzinfo=UTC),
    )
    MeetingFactory(collaborative=member.collaborative, title="Yet to come")

    page = get(client, member, "board", on=str(held.days[1])).text

    assert '<option value="2012-06-14" selected>14 June 2012, Year review</option>' in page
    assert "Yet to come" not in page


@pytest.mark.parametrize("today", [True, False])
def test_today_is_the_board_of_today(client: Client, member: Membership, today: bool) -> None:
    RoadmapItemFactory(collaborative=member.collaborative)
    query = {"on": timezone.localdate(timezone=member.collaborative.zone).isoformat()}

    page = get(client, member, "board", **(query if today else {})).text

    assert "Move to…" in page


@pytest.mark.parametrize(
    ("on", "problem"),
    [
        ("next week", "We could not read that day."),
        ("2012-02-30", "We could not read that day."),
        ("0001-01-01", "We could not read that day."),
        ("9999-12-31", "has not come yet"),
        ("'; DROP TABLE", "We could not read that day."),
    ],
)
def test_a_day_that_is_none_brings_todays_board(
    client: Client, member: Membership, on: str, problem: str
) -> None:
    RoadmapItemFactory(collaborative=member.collaborative, title="Here today", horizon="now")

    answer = get(client, member, "board", on=on)

    assert answer.status_code == 422
    assert problem in answer.text
    assert "Below stands today’s roadmap." in answer.text
    assert where(answer.text, "Here today") == ["now"]
    if on == "next week":
        assert 'value="next week"' in answer.text


def fill(member: Membership, numbers: range) -> None:
    for number in numbers:
        item = RoadmapItemFactory(
            collaborative=member.collaborative, number=number, added_on=date(2011, 9, 8)
        )
        output = OutputFactory(session__meeting__collaborative=member.collaborative)
        EvidenceFactory(item=item, output=output)
        MoveFactory(item=item)
        MeetingFactory(
            collaborative=member.collaborative, starts_at=timezone.now() - timedelta(days=number)
        )


@pytest.mark.parametrize("query", [{}, {"on": "2012-06-14"}], ids=["today", "as it stood"])
def test_the_same_few_queries_however_full_the_board(
    client: Client, member: Membership, query: dict[str, str]
) -> None:
    fill(member, range(1, 2))
    sparse = queries(client, member, "board", **query)
    fill(member, range(2, 31))

    assert queries(client, member, "board", **query) == sparse <= 8
