"""Time: histories replayed, snapshots sealed and compared, the year that moved."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from members.access import today_in
from members.models import Membership
from roadmap.actions import move_item, put_right
from roadmap.models import RoadmapItem, Snapshot, SnapshotWords
from roadmap.snapshots import compare, freeze, opened
from tests.factories import HatFactory, MembershipFactory, RoadmapItemFactory
from tests.figures import Figure
from tests.roadmap.helpers import address, get, post, queries
from tests.roadmap.replay import check, live


def test_moves_replayed_give_every_board_that_ever_was(member: Membership, figure: Figure) -> None:
    life = live(member, items=200, days=8, seed=8)

    check(member, life)
    figure("histories replayed", 200)
    figure("moves replayed, put right, struck", f"{life.moves}, {life.rights}, {life.strikes}")


@pytest.fixture
def frozen(member: Membership) -> Snapshot:
    RoadmapItemFactory(
        collaborative=member.collaborative, number=1, title="Lights", horizon="next", next_step="A"
    )
    RoadmapItemFactory(collaborative=member.collaborative, number=2, title="Bench", horizon="wow")
    return freeze(by=member, label="Adopted", as_at=today_in(member.collaborative))


@pytest.mark.parametrize("model", [Snapshot, SnapshotWords])
def test_the_database_keeps_it_as_it_is(
    frozen: Snapshot, model: type[Snapshot | SnapshotWords]
) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.update(collaborative=frozen.collaborative)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE roadmap_snapshot SET label = 'Adopted by all'",
        "UPDATE roadmap_snapshot SET as_at = as_at - 1",
        "UPDATE roadmap_snapshot SET facts = replace(facts, 'wow', 'now')",
        "UPDATE roadmap_snapshot SET facts = 'no facts'",
        "UPDATE roadmap_snapshotwords SET texts = replace(texts, 'Lights', 'Lamps')",
        "UPDATE roadmap_snapshotwords SET texts = 'x'",
        "DELETE FROM roadmap_snapshotwords WHERE number = 1",
        "UPDATE roadmap_snapshotwords SET number = 7 WHERE number = 1",
    ],
)
def test_one_that_was_altered_says_so(
    client: Client, member: Membership, frozen: Snapshot, sql: str
) -> None:
    assert "has been altered" not in get(client, member, "snapshot", frozen).text
    with connection.cursor() as cursor:  # as somebody with the keys to the database could
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("roadmap_snapshot", "roadmap_snapshotwords"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        cursor.execute(sql)

    answer = get(client, member, "snapshot", frozen)

    assert answer.status_code == 200
    assert "This has been altered since it was kept" in answer.text


def test_struck_words_show_and_the_rest_still_verifies(
    client: Client, member: Membership, frozen: Snapshot
) -> None:
    assert post(client, member, "snapshot", frozen, number="1", ground="asked").status_code == 404
    HatFactory(member=member, kind="coordinator")

    post(client, member, "snapshot", frozen, number="1", ground="asked")

    page = get(client, member, "snapshot", frozen).text
    assert "Lights" not in page
    assert "Somebody in it asked for it" in page
    assert "Nobody has altered it" in page


def test_two_compared_say_what_came_went_moved_and_changed(
    client: Client, member: Membership, frozen: Snapshot
) -> None:
    lights, bench = RoadmapItem.objects.order_by("number")
    move_item(item=lights, by=member, was="next", to="wow", why="Too soon.")
    RoadmapItem.objects.filter(pk=bench.pk).update(next_step="Saw it", title="A long bench")
    new = RoadmapItemFactory(collaborative=member.collaborative, number=3, title="Tea")
    later = freeze(by=member, label="Half year", as_at=today_in(member.collaborative))

    told = compare(opened(frozen), opened(later))

    assert [card.key for card in told.came] == [new.key]
    assert told.went == []
    assert [(old.key, back) for old, _, back in told.moved] == [(lights.key, True)]
    assert [(old.title, now.title) for old, now in told.changed] == [("Bench", "A long bench")]
    for here, other in ((frozen, later), (later, frozen)):  # the earlier one always comes first
        page = get(client, member, "snapshot", here, **{"with": other.key}).text
        assert "back from Next" in " ".join(page.split())
        assert "A long bench, before: Bench" in page
    assert [card.key for card in compare(opened(later), opened(frozen)).went] == [new.key]


def test_whoever_helps_keeps_one_and_no_day_that_makes_no_sense(
    client: Client, member: Membership, frozen: Snapshot
) -> None:
    assert post(client, member, "snapshots", label="Mine").status_code == 404
    HatFactory(member=member)
    key = get(client, member, "snapshots").text.split('name="key" value="')[1][:10]

    for day in ("2099-01-01", "3 March 1950", "soon"):
        assert post(client, member, "snapshots", label="x", as_at=day).status_code == 422
    for _ in range(2):
        assert post(client, member, "snapshots", label="Adopted 8", key=key).status_code == 302
    assert Snapshot.objects.filter(label="Adopted 8").count() == 1


def test_a_snapshot_of_others_is_not_there(client: Client, member: Membership) -> None:
    theirs = MembershipFactory()
    RoadmapItemFactory(collaborative=theirs.collaborative, title="Zebra")
    snapshot = freeze(by=theirs, label="Zebra", as_at=today_in(theirs.collaborative))
    mine = freeze(by=member, label="Ours", as_at=today_in(member.collaborative))

    assert get(client, member, "snapshot", snapshot).status_code == 404
    assert "Zebra" not in get(client, member, "snapshot", mine, **{"with": snapshot.key}).text
    assert "Zebra" not in get(client, member, "snapshots").text


def test_the_year_that_moved(client: Client, member: Membership) -> None:
    long_ago = timezone.localdate().replace(year=timezone.localdate().year - 1)
    here = {"collaborative": member.collaborative, "added_on": long_ago}
    quick = RoadmapItemFactory(**here, title="All the way", horizon="wow")
    move_item(item=quick, by=member, was="wow", to="now", why="A yes.")
    slip = RoadmapItemFactory(**here, title="A slip", horizon="now")
    put_right(
        move=move_item(item=slip, by=member, was="now", to="wow", why="Oops."), by=member, why="Me"
    )
    RoadmapItemFactory(**here, title="Sat there", horizon="next")
    RoadmapItemFactory(collaborative=member.collaborative, title="New this year")

    answer = get(client, member, "movement")
    found = answer.context["found"]

    assert (found.nearer, found.back) == (2, 1)
    assert [item.title for item in found.still] == ["Sat there"]
    assert {(each.item.title, each.days >= 365) for each in found.arrivals} >= {
        ("All the way", True)
    }
    assert "<svg" in answer.text
    assert "which put the move before it right" in answer.text
    last_year = get(client, member, "movement", year=str(long_ago.year)).context["found"]
    assert (last_year.year, last_year.moves, last_year.still) == (long_ago.year, [], [])
    assert get(client, member, "movement", year="x").context["found"].year == found.year
    assert address("movement", member)


def test_as_many_queries_however_much_moved(client: Client, member: Membership) -> None:
    few: list[int] = []
    for number in (1, 20):
        for _ in range(number):
            item = RoadmapItemFactory(collaborative=member.collaborative, horizon="wow")
            move_item(item=item, by=member, was="wow", to="now", why="A yes.")
        freeze(by=member, label="One", as_at=today_in(member.collaborative))
        counts = [queries(client, member, name) for name in ("movement", "snapshots")]
        counts.append(queries(client, member, "snapshot", Snapshot.objects.latest("pk")))
        few = few or counts
    assert counts == few
    assert max(counts) <= 8
