"""What a session of a little world holds besides its notes."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.factories import OutputFactory, TableFactory
from tests.factories_writing import (
    ParkedFactory,
    ScenarioFactory,
    SceneFactory,
    TableCodeFactory,
)

if TYPE_CHECKING:
    from tests.world import Place

Planting = Callable[[str, str], str]


def in_the_session(place: Place, say: Planting) -> None:
    """A code at a table of its own, where a phone has written; a scenario; something parked."""
    rows, session = place.rows, place.rows["session"]
    table = TableFactory(session=session, name=say("table", "Kettle"), task=say("task", "The door"))
    code = TableCodeFactory(table=table)
    rows["table code"] = SimpleNamespace(key=code.code)
    rows["phone note"] = OutputFactory(
        session=session, table=table, kind="challenge", words=say("note", "The step is high")
    )
    OutputFactory(
        session=session,
        table=table,
        kind="opportunity",
        pairs_with=rows["phone note"],
        words=say("note", "A ramp from next door"),
    )
    TableFactory(
        session=session, name=say("table", "Urn"), merged_into=table, closed_at=timezone.now()
    )
    scenario = ScenarioFactory(session=session, place=say("scenario", "A surgery"))
    SceneFactory(scenario=scenario, table=table, what_happened=say("scene", "He sat down first."))
    ParkedFactory(session=session, words=say("parked", f"Who pays for it in {place.slug}?"))
