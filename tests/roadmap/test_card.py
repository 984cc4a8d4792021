"""The card: everything on it, two people at one, ways to look, a move put right, the guard."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from members.access import today_in
from members.models import Membership
from prototypes.asking_leave import rename
from prototypes.models import Body
from roadmap.actions import move_item
from roadmap.models import Move, RoadmapItem
from tests.factories import (
    EvidenceFactory,
    HatFactory,
    MeetingFactory,
    OutputFactory,
    RoadmapItemFactory,
    ThemeFactory,
)
from tests.factories_road import ItemOutcomeFactory, OutcomeFactory
from tests.factories_trying import BodyFactory
from tests.roadmap.helpers import HTMX, address, get, post, queries

FULL = {
    "title": "Lights on the path",
    "next_step": "Ring the council.",
    "need": "I cannot see my feet.",
    "bodies": "The council: asked\nLamps: yes\nthe council: YES\nThe bus firm\nTwo: halves",
    "areas": ["home", "neighbours"],
    "depends_on_money": "yes",
    "leans": "new",
    "together": "designed",
    "money_flow": "From the beds we would no longer need.",
    "whereabouts": "The hill streets",
    "came_as": "again",
    "wakes_when": "When the clocks change",
    "wakes_on": "2030-03-01",
}


@pytest.fixture
def item(member: Membership) -> RoadmapItem:
    return RoadmapItemFactory(collaborative=member.collaborative, horizon="next")


def test_everything_that_a_card_says(client: Client, member: Membership, item: RoadmapItem) -> None:
    outcome = OutcomeFactory(collaborative=member.collaborative, label="I go out")
    OutcomeFactory(label="Zebra")  # of somebody else

    form = get(client, member, "change", item).text
    post(client, member, "change", item, **FULL, towards=outcome.key, seen=item.edition)

    assert "Zebra" not in form
    item.refresh_from_db()
    assert {b.name: b.answer for b in item.bodies.all()} == {
        "the council": "yes",
        "Lamps": "yes",
        "The bus firm": "not_yet",
        "Two: halves": "not_yet",
    }
    assert (item.areas, item.leans, item.came_as) == (["home", "neighbours"], "new", "again")
    page = get(client, member, "item", item).text
    for words in ("The bus firm</a>: not asked yet", "I go out", "Neighbours", "When the clocks"):
        assert words in page
    assert "old idea with a new chance" in page


@pytest.mark.parametrize("see", ["new", "together-designed"])
def test_what_is_new_and_who_shapes_it_can_be_looked_at(
    client: Client, member: Membership, see: str
) -> None:
    here = {"collaborative": member.collaborative}
    RoadmapItemFactory(**here, title="Lamps", leans="new", together="designed")
    RoadmapItemFactory(**here, title="Zebra", leans="old", together="told")
    page = get(client, member, "board", see=see).text
    assert ("Lamps" in page, "Zebra" in page) == (True, False)


def test_voices_that_came_first_are_told_apart_from_those_asked_later(
    client: Client, member: Membership
) -> None:
    item = RoadmapItemFactory(
        collaborative=member.collaborative, added_on=today_in(member.collaborative)
    )
    meeting = MeetingFactory(collaborative=member.collaborative, past=True)
    EvidenceFactory(item=item, output=OutputFactory(session__meeting=meeting))
    assert "said before this went on the roadmap" in get(client, member, "item", item).text
    RoadmapItem.objects.filter(pk=item.pk).update(added_on=date(2011, 1, 2))
    page = get(client, member, "item", item).text
    assert "said after this went on the roadmap" in page
    assert " years</dd>" in page


def test_a_body_of_a_card_is_one_of_the_list_and_keeps_the_name_of_its_day(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    body = BodyFactory(collaborative=member.collaborative, name="Dale End PCT")
    card = {"title": "Lights", "bodies": "dale end pct: yes\nThe bus firm"}
    post(client, member, "change", item, **card, seen=item.edition)
    rename(body=body, by=member, name="Dale End ICB")
    item.refresh_from_db()
    card["bodies"] = "Dale End PCT: yes\nDale End ICB: asked\nThe bus firm"
    post(client, member, "change", item, **card, seen=item.edition)

    assert Body.objects.filter(collaborative=member.collaborative).count() == 2
    needed = {row.name: row.answer for row in item.bodies.all()}
    assert needed == {"Dale End PCT": "asked", "The bus firm": "not_yet"}
    assert "Dale End PCT</a> (Dale End ICB now): asked" in get(client, member, "item", item).text
    part = client.get(address("grown_of_body", member, body), headers=HTMX).text
    assert "Lights" in part
    assert "<html" not in part


def test_two_people_at_one_card_lose_nothing(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    seen = item.edition
    post(client, member, "change", item, title="Theirs", seen=seen)

    answer = post(client, member, "change", item, title="Mine", need="My why", seen=seen)

    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert 'value="Mine"' in answer.text
    assert "My why</textarea>" in answer.text
    item.refresh_from_db()
    assert item.title == "Theirs"
    post(client, member, "change", item, title="Mine", seen=item.edition)
    item.refresh_from_db()
    assert item.title == "Mine"


def test_a_job_is_asked_about_before_it_is_kept(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    said = {"was": "next", "to": "now", "why": "Osei, who is a ward nurse, said yes."}

    asked = post(client, member, "move", item, **said)

    assert (asked.status_code, Move.objects.count()) == (200, 0)
    assert "here we use names only" in asked.text
    better = post(client, member, "move", item, **said, without="on")
    assert "ward nurse" not in better.text
    assert "Osei" in better.text
    told = asked.text.split('name="told" value="')[1].split('"')[0]
    post(client, member, "move", item, **said, told=told)
    assert Move.objects.get().words.why == said["why"]


def test_a_move_is_put_right_by_another(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    mistake = move_item(item=item, by=member, was="next", to="wow", why="Wrong button.")

    assert "Put it right" in get(client, member, "item", item).text
    for _ in range(2):  # pressed twice is once
        answer = post(client, member, "right", item, was="wow", why="I meant another.")
        assert answer.status_code == 302

    first, second = Move.objects.order_by("pk")
    assert (first, second.puts_right) == (mistake, mistake)
    assert (second.from_horizon, second.to_horizon) == ("wow", "next")
    assert "put the move before it right" in get(client, member, "item", item).text
    stale = post(client, member, "right", item, was="wow", why="Another reason.")
    assert (stale.status_code, Move.objects.count()) == (409, 2)


def test_whoever_looks_after_it_strikes_words_and_the_move_stays(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    move_item(item=item, by=member, was="next", to="wow", why="Zebra said so.")
    assert get(client, member, "strike", item).status_code == 404
    HatFactory(member=member, kind="coordinator")

    post(client, member, "strike", item, number="1", ground="asked")

    page = get(client, member, "item", item).text
    assert "Zebra" not in page
    assert "Somebody in it asked for it" in page
    assert Move.objects.count() == 1


@pytest.mark.parametrize("change", [{"horizon": "now"}, {"first_horizon": "wow"}])
def test_the_database_refuses_a_horizon_without_a_move(
    item: RoadmapItem, change: dict[str, str]
) -> None:
    def write() -> None:
        with transaction.atomic():
            RoadmapItem.objects.filter(pk=item.pk).update(**change)
            connection.check_constraints()

    with pytest.raises(IntegrityError, match="where its moves took it"):
        write()


def test_the_database_refuses_a_move_from_where_it_did_not_stand(item: RoadmapItem) -> None:
    def write() -> None:
        with transaction.atomic():
            here = {"item": item, "collaborative_id": item.collaborative_id}
            Move.objects.create(**here, from_horizon="wow", to_horizon="now")
            connection.check_constraints()

    with pytest.raises(IntegrityError, match="where its moves took it"):
        write()


@pytest.mark.parametrize("areas", [["moon"], ["home", "moon"]])
def test_the_database_knows_the_areas_of_a_life(item: RoadmapItem, areas: list[str]) -> None:
    with pytest.raises(IntegrityError, match="item_areas_are_known"), transaction.atomic():
        RoadmapItem.objects.filter(pk=item.pk).update(areas=areas)


def test_ways_to_look_at_the_board(client: Client, member: Membership) -> None:
    home, today = member.collaborative, today_in(member.collaborative)
    long_ago = today - timedelta(days=91)

    def make(title: str, **more: object) -> RoadmapItem:
        return RoadmapItemFactory(
            **{"collaborative": home, "title": title, "last_heard": today} | more
        )

    make("Plain")
    make("Stuck", state="stuck", stuck_on="fear")
    make("Carried by nobody", carried_by="")
    make("Quiet", last_heard=long_ago)
    make("Quiet and over", last_heard=long_ago, state="arrived")
    make("Woken", state="resting", wakes_on=today)
    make("Asleep", state="resting", wakes_on=today + timedelta(days=1))
    make("Sown", kind="seed", carried_by="")
    make("At home", areas=["home"])
    outcome = OutcomeFactory(collaborative=home)
    ItemOutcomeFactory(item=make("Leads there"), outcome=outcome)
    theme = ThemeFactory(collaborative=home, name="A theme of ours")
    EvidenceFactory(item=make("Grown"), theme=theme)

    def seen(see: str) -> set[str]:
        mats = get(client, member, "board", see=see).context["mats"]
        return {slip.item.title for mat in mats for slip in [*mat.open, *mat.folded]}

    assert seen("unstuck") == {"Stuck", "Carried by nobody", "Woken"}
    assert seen("quiet") == {"Quiet"}
    assert seen("seeds") == {"Sown"}
    assert seen("area-home") == {"At home"}
    assert seen(f"outcome-{outcome.key}") == {"Leads there"}
    assert seen(f"theme-{theme.key}") == {"Grown"}
    assert seen("nonsense") > {"Plain", "Grown"}


def test_a_long_mat_is_turned_page_by_page(client: Client, member: Membership) -> None:
    RoadmapItemFactory.create_batch(50, collaborative=member.collaborative, horizon="now")

    board = get(client, member, "board")
    assert "All 50 in Now" in board.text
    assert board.context["mats"][0].shown == 8
    titles, after = set(), ""
    while True:
        (mat,) = get(client, member, "board", **{"in": "now", "after": after}).context["mats"]
        titles |= {slip.item.title for slip in mat.open}
        if not (after := mat.after):
            break
    assert len(titles) == 50


def test_as_many_queries_with_one_as_with_thirty(client: Client, member: Membership) -> None:
    RoadmapItemFactory(collaborative=member.collaborative, horizon="now")
    few = queries(client, member, "board")
    RoadmapItemFactory.create_batch(30, collaborative=member.collaborative, horizon="now")

    assert queries(client, member, "board") == few <= 8
