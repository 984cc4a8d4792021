"""Moving on the board itself, and the board of a past day turned page by page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from members.models import Membership
from roadmap.actions import move_item
from roadmap.board import A_PAGE, AT_ONCE
from roadmap.models import Move, RoadmapItem
from tests.conftest import as_
from tests.factories import RoadmapItemFactory
from tests.roadmap.helpers import HTMX, address, get, queries
from tests.roadmap.test_board import mats

pytestmark = pytest.mark.django_db

LONG_AGO = date(2011, 9, 8)


@pytest.fixture
def item(member: Membership) -> RoadmapItem:
    here = {"collaborative": member.collaborative, "horizon": "next"}
    for number in (1, 2):
        RoadmapItemFactory(**here, number=number, title=f"There {number}")
    return RoadmapItemFactory(
        collaborative=member.collaborative, number=3, title="Lamps", horizon="wow"
    )


def send(client: Client, me: Membership, item: RoadmapItem, **data: str) -> Any:
    seen = {"HX-Current-URL": f"http://testserver{address('board', me)}"}
    sent = {"was": "wow", "to": "next", "why": "A yes.", "at": "board", **data}
    return as_(client, me).post(address("move", me, item), sent, headers={**HTMX, **seen})


def test_it_moves_in_its_place_and_says_where_it_is(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    as_(client, member)
    asked = client.get(
        address("move", member, item), {"to": "next", "at": "board"}, headers=HTMX
    ).text
    assert "<html" not in asked
    assert "checked" in asked.split(f'id="move-{item.key}')[1] or "checked" in asked

    answer = send(client, member, item)

    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#mats", "outerHTML")
    assert 'role="status" tabindex="-1" autofocus>“Lamps” moved to Next, 3 of 3.' in answer.text
    assert "Lamps" in mats(answer.text)["next"]
    assert Move.objects.get().words.why == "A yes."


@pytest.mark.parametrize("wrong", [{"why": ""}, {"to": "wow"}, {"to": "then"}, {"was": ""}])
def test_what_is_missing_is_asked_for_in_its_place(
    client: Client, member: Membership, item: RoadmapItem, wrong: dict[str, str]
) -> None:
    answer = send(client, member, item, **wrong)
    assert answer.status_code == 422
    assert "HX-Retarget" not in answer.headers
    assert "<html" not in answer.text
    assert Move.objects.count() == 0


def test_two_at_one_card_lose_nothing(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    move_item(item=item, by=member, was="wow", to="now", why="Quicker.")
    answer = send(client, member, item, why="Slower, and still mine.")
    assert answer.status_code == 409
    for words in ("It has just moved.", "Quicker.", "Slower, and still mine."):
        assert words in answer.text
    assert Move.objects.count() == 1


def test_a_job_in_the_reason_is_asked_about_there(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    answer = send(client, member, item, why="Priya, the ward manager at St Elsewhere, said yes")
    assert "here we use names only" in answer.text
    assert "<html" not in answer.text
    assert Move.objects.count() == 0


def test_a_past_day_is_turned_page_by_page(client: Client, member: Membership) -> None:
    for number in range(1, A_PAGE + 6):
        RoadmapItemFactory(
            collaborative=member.collaborative,
            number=number,
            title=f"Thing {number:03}",
            horizon="now",
            added_on=LONG_AGO,
        )
    day = "2012-06-14"
    whole = get(client, member, "board", on=day).text
    assert whole.count("Thing 0") == AT_ONCE
    assert f"All {A_PAGE + 5} in Now" in whole
    assert f"?in=now&amp;on={day}" in whole
    first = get(client, member, "board", **{"on": day, "in": "now"}).text
    assert (first.count("Thing 0"), "Thing 031" in first) == (A_PAGE, False)
    after = RoadmapItem.objects.get(number=A_PAGE).key
    assert f"?in=now&amp;after={after}&amp;on={day}" in first
    last = get(client, member, "board", **{"on": day, "in": "now", "after": after}).text
    assert (last.count("Thing 0"), "More of Now" in last) == (5, False)
    assert queries(client, member, "board", **{"on": day, "in": "now"}) <= 8
