"""Moving: with a reason, once, for good; and what two people at one item are told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from collaborative.models import AuditEntry
from members.models import Membership
from roadmap.actions import SAME_PRESS, digest, move_item
from roadmap.errors import MovedMeanwhile
from roadmap.models import Move, MoveWords, RoadmapItem
from tests.factories import MeetingFactory, MembershipFactory, MoveFactory, RoadmapItemFactory
from tests.roadmap.helpers import get, post

WHY = "The yes came, with a rota."


@pytest.fixture
def item(member: Membership) -> RoadmapItem:
    return RoadmapItemFactory(collaborative=member.collaborative, horizon="next")


def here(item: RoadmapItem) -> str:
    return RoadmapItem.objects.get(pk=item.pk).horizon


def test_a_move_keeps_where_why_and_who_apart(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    meeting = MeetingFactory(collaborative=member.collaborative, past=True)

    answer = post(
        client,
        member,
        "move",
        item,
        was="next",
        to="now",
        why=f"  {WHY} ",
        made_possible_by="permission",
        meeting=meeting.key,
    )

    move = Move.objects.get()
    assert (answer.status_code, answer.url) == (302, item.get_absolute_url())
    assert (move.from_horizon, move.to_horizon, here(item)) == ("next", "now", "now")
    assert (move.meeting, move.made_possible_by) == (meeting, "permission")
    assert (move.words.why, move.why_digest) == (WHY, digest(WHY))
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.verb) == (member.person, "roadmap.move")
    assert entry.target == f"roadmap.move:{move.pk}"
    assert "It has moved from Next to Now, 1 of 1 there." in client.get(answer.url).text


def test_with_htmx_the_item_comes_back_in_place(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    answer = post(client, member, "move", item, htmx=True, was="next", to="wow", why="Too soon.")

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="item">')
    assert "It has moved back from Next to Wow, 1 of 1 there." in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("htmx", [False, True])
def test_without_a_reason_nothing_moves_and_nothing_typed_is_lost(
    client: Client, member: Membership, item: RoadmapItem, htmx: bool
) -> None:
    said = {"was": "next", "to": "now", "why": " \u200b ", "made_possible_by": "money"}

    answer = post(client, member, "move", item, htmx=htmx, **said)

    assert answer.status_code == 422
    assert "Please fill this in." in answer.text
    assert '<option value="money" selected>' in answer.text
    assert ("<html" in answer.text) is not htmx
    assert here(item) == "next"
    assert not Move.objects.exists()


def test_a_reason_too_long_comes_back_whole(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    answer = post(client, member, "move", item, was="next", to="now", why=f"{'so ' * 200}END")

    assert answer.status_code == 422
    assert "so END</textarea>" in answer.text
    assert 'maxlength="' not in answer.text


@pytest.mark.parametrize(
    "bad",
    [{"to": "next"}, {"to": "never"}, {"to": ""}, {"was": "x"}, {"meeting": "bcdfghjkmn"}],
    ids=["where it is", "nowhere", "not said", "from nowhere", "a meeting of others"],
)
def test_what_makes_no_sense_is_refused(
    client: Client, member: Membership, item: RoadmapItem, bad: dict[str, str]
) -> None:
    MeetingFactory(key="bcdfghjkmn", past=True)

    answer = post(client, member, "move", item, **{"was": "next", "to": "now", "why": WHY} | bad)

    assert (answer.status_code, here(item)) == (422, "next")


def test_the_form_is_a_page_with_what_was_pressed_on_the_board(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    page = get(client, member, "move", item, to="wow").text

    assert 'value="wow" required checked' in page
    assert 'value="next" required' not in page
    assert '<input type="hidden" name="was" value="next"' in page


@pytest.mark.parametrize("htmx", [False, True])
def test_somebody_was_quicker(
    client: Client, member: Membership, item: RoadmapItem, htmx: bool
) -> None:
    move_item(item=item, by=member, was="next", to="wow", why="It needs a friend.")

    answer = post(client, member, "move", item, htmx=htmx, was="next", to="now", why=WHY)

    assert answer.status_code == 409
    assert "somebody moved this to Wow" in answer.text
    assert "It needs a friend." in answer.text
    assert f"{WHY}</textarea>" in answer.text
    assert 'name="was" value="wow"' in answer.text
    assert (here(item), Move.objects.count()) == ("wow", 1)


def test_pressed_twice_is_one_move_and_the_same_answer(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    said = {"was": "next", "to": "now", "why": WHY}

    answers = [post(client, member, "move", item, **said) for _ in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, item.get_absolute_url())
    ] * 2
    assert (Move.objects.count(), MoveWords.objects.count()) == (1, 1)


@pytest.mark.parametrize("other", [{"why": "Another reason."}, {"to": "wow"}])
def test_another_reason_or_another_place_is_no_second_press(
    member: Membership, item: RoadmapItem, other: dict[str, str]
) -> None:
    said = {"was": "next", "to": "now", "why": WHY}
    move_item(item=item, by=member, **said)

    with pytest.raises(MovedMeanwhile):
        move_item(item=item, by=member, **said | other)


def test_the_same_words_long_after_are_no_second_press(
    member: Membership, item: RoadmapItem
) -> None:
    old = timezone.now() - 2 * SAME_PRESS
    MoveFactory(item=item, why=WHY, why_digest=digest(WHY), moved_at=old)

    with pytest.raises(MovedMeanwhile):
        move_item(item=item, by=member, was="next", to="now", why=WHY)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins() -> None:
    member = MembershipFactory()
    item = RoadmapItemFactory(collaborative=member.collaborative, horizon="next")
    start = Barrier(2)

    def move(to: str) -> str:
        try:
            start.wait(timeout=5)
            return move_item(item=item, by=member, was="next", to=to, why=f"To {to}!").to_horizon
        except MovedMeanwhile as meanwhile:
            return f"meanwhile in {meanwhile.item.horizon}"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(move, ["now", "wow"]))

    won = Move.objects.get().to_horizon
    assert sorted(answers) == sorted([won, f"meanwhile in {won}"])
    assert here(item) == won


def test_nothing_of_it_stays_when_a_part_fails(
    member: Membership, item: RoadmapItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("roadmap.actions.audit.record", broken)
    with pytest.raises(RuntimeError):
        move_item(item=item, by=member, was="next", to="now", why=WHY)

    assert (here(item), Move.objects.count(), MoveWords.objects.count()) == ("next", 0, 0)


@pytest.mark.parametrize("model", [Move, MoveWords])
def test_a_move_and_its_words_stand(
    member: Membership, item: RoadmapItem, model: type[Move | MoveWords]
) -> None:
    move_item(item=item, by=member, was="next", to="now", why=WHY)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.update(collaborative=member.collaborative)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def strike(move: Move) -> None:
    """As erasure does it: through its door, leaving when and on which ground."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('erasure.door', 'open', true)")
        MoveWords.objects.filter(move=move).update(
            why="", struck_at=timezone.now(), ground="it named somebody"
        )
        cursor.execute("SELECT set_config('erasure.door', '', true)")


def test_struck_words_say_only_that_they_were_struck(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    move = move_item(item=item, by=member, was="next", to="now", why="Because Zebra said so.")
    strike(move)

    for name, of in (("item", item), ("board", None), ("report", None), ("report_csv", None)):
        words = get(client, member, name, of).content.decode("utf-8-sig")
        assert "Zebra" not in words, name
        assert "words were taken out on" in words, name
        assert "it named somebody" in words, name
    move.refresh_from_db()
    assert move.why_digest == digest("Because Zebra said so.")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Move.objects.filter(pk=move.pk).update(why_digest="")


def test_those_who_rest_read_and_do_not_move(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    Membership.objects.filter(pk=member.pk).update(state="resting")

    page = get(client, member, "item", item)
    assert (page.status_code, "Move it" in page.text) == (200, False)
    assert get(client, member, "move", item).status_code == 404
    said = {"was": "next", "to": "now", "why": WHY}
    assert post(client, member, "move", item, **said).status_code == 404
    assert here(item) == "next"


def test_an_item_of_others_is_not_there(client: Client, member: Membership) -> None:
    elsewhere = RoadmapItemFactory(horizon="next")

    answers = [
        get(client, member, "item", elsewhere),
        get(client, member, "move", elsewhere),
        post(client, member, "move", elsewhere, was="next", to="now", why=WHY),
        post(client, member, "update", elsewhere, text="News"),
        post(client, member, "evidence", elsewhere, what="theme-bcdfghjkmn"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert here(elsewhere) == "next"


def test_the_database_refuses_the_meeting_of_another_collaborative(
    member: Membership, item: RoadmapItem
) -> None:
    MoveFactory(item=item, meeting=MeetingFactory())

    with pytest.raises(IntegrityError, match="meeting_id_tenant"):
        connection.check_constraints()
