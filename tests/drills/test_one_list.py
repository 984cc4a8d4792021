"""Two lists of questions and two of bodies become one each, and go back; with old rows in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import RoadmapItemFactory
from tests.figures import Figure

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

BEFORE = [("prototypes", "0008_leave"), ("roadmap", "0008_stands")]


@pytest.fixture
def to() -> Iterator[Any]:
    """``to(targets)`` brings the database there; in the end it stands as it did."""

    def go(targets: Any) -> Any:
        executor = MigrationExecutor(connection)
        executor.migrate(targets)
        return MigrationExecutor(connection).loader.project_state(targets).apps

    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield go
    go(newest)


def test_old_rows_find_their_place_and_the_way_back(to: Any, figure: Figure) -> None:
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    item = RoadmapItemFactory()
    other = RoadmapItemFactory(collaborative=item.collaborative)
    place = item.collaborative_id
    old = to(BEFORE)
    model = old.get_model
    body = model("prototypes", "Body").objects.create(
        collaborative_id=place, key="b" * 10, name="Dale End ICB"
    )
    model("prototypes", "BodyName").objects.create(
        collaborative_id=place, body=body, name="Dale End PCT"
    )
    needed = model("roadmap", "BodyNeeded").objects
    for of, name, answer in (
        (item, "Dale End PCT", "asked"),
        (item, "dale end icb", "yes"),
        (item, "The bus firm", "not_yet"),
        (other, "the bus firm", "asked"),
    ):
        needed.create(collaborative_id=place, item_id=of.pk, name=name, answer=answer)
    card = model("prototypes", "Inspiration").objects.create(
        collaborative_id=place, key="c" * 10, title="Chairs", says="Four.", pinned_on="2026-01-01"
    )
    asked = model("prototypes", "Question").objects
    asked.create(collaborative_id=place, key="d" * 10, text="Why not here?")
    why = {"collaborative_id": place, "card": card, "asked_on": "2026-02-02"}
    model("prototypes", "WhyNotHere").objects.create(key="f" * 10, text="Why not here?", **why)
    resting = {"key": "g" * 10, "text": "Who sits there?", "resting": True}
    model("prototypes", "WhyNotHere").objects.create(**resting, **why)

    now = to(newest)
    lines = now.get_model("roadmap", "BodyNeeded").objects.order_by("pk")
    assert [(row.item_id, row.name, row.body.name, row.answer) for row in lines] == [
        (item.pk, "Dale End PCT", "Dale End ICB", "yes"),
        (item.pk, "The bus firm", "The bus firm", "not_yet"),
        (other.pk, "the bus firm", "The bus firm", "asked"),
    ]
    questions = now.get_model("prototypes", "Question").objects.order_by("key")
    assert [(row.key[0], row.text, row.state, bool(row.card_id)) for row in questions] == [
        ("d", "Why not here?", "live", False),
        ("f", "Why not here?", "live", True),
        ("g", "Who sits there?", "resting", True),
    ]

    back = to(BEFORE)
    left = back.get_model("prototypes", "WhyNotHere").objects.order_by("key")
    assert [(row.key[0], row.resting, str(row.asked_on)) for row in left] == [
        ("f", False, "2026-02-02"),
        ("g", True, "2026-02-02"),
    ]
    assert back.get_model("prototypes", "Question").objects.count() == 1
    assert back.get_model("roadmap", "BodyNeeded").objects.count() == 3
    figure("old rows: bodies found 4, questions moved 2, and back", "equal")
