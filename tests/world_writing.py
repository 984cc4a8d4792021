"""What a session of a little world holds besides its notes."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.utils import timezone

from prototypes.models import FlipChart, PrototypingSession, Slip, ThemeStep, ThemeStepWords
from prototypes.models.slip import mark_of
from tests.factories import OutputFactory, TableFactory
from tests.factories_writing import (
    MeantFactory,
    ParkedFactory,
    QuestionFactory,
    ReframeFactory,
    ScenarioFactory,
    SceneFactory,
    TableCodeFactory,
    TensionFactory,
    VisitingHelpFactory,
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
    session.projector_open = True
    session.heard_at = timezone.now()
    session.heard_in_short = say("in short", "We sat, and it was good.")
    session.content_note = say("content note", "It speaks of a night alone.")
    session.room = say("room", "The back room")
    VisitingHelpFactory(session=session)
    session.save()
    TensionFactory(
        session=session, one=say("side", f"A bell in {place.slug}"), other=say("side", "Quiet")
    )
    rows["phone quote"] = OutputFactory(
        session=session, table=table, quote=True, words=say("note", "I came in by the yard.")
    )
    rows["chart"] = FlipChart.objects.create(
        collaborative=place.collaborative, session=session, words=say("chart", "Bread, and a bell")
    )
    rows["slip"] = SimpleNamespace(key=f"otter-quilt-{place.slug.partition('-')[0]}")
    Slip.objects.create(
        collaborative=place.collaborative,
        session=session,
        table=table,
        mark=mark_of(rows["slip"].key),
    )


def under_the_theme(place: Place, say: Planting) -> None:
    """Another way to see it, a question, and an answer to "was this what you meant?"."""
    theme = place.rows["theme"]
    rows_of_its_history(place, say)
    ReframeFactory(theme=theme, was=say("was", "Hard to reach"), now=say("now", "Hard to enter"))
    question = QuestionFactory(
        collaborative=place.collaborative,
        asked_at=place.rows["past meeting"],
        text=say("question", "Who has not been asked?"),
    )
    PrototypingSession.objects.filter(pk=place.rows["session"].pk).update(question=question)
    theme.challenged = say("challenged", "low-level")
    theme.save()
    MeantFactory(theme=theme, answer="not_quite", words=say("meant", "It was about the door."))


def rows_of_its_history(place: Place, say: Planting) -> None:
    """It was called otherwise once, and notes joined it."""
    theme, session = place.rows["theme"], place.rows["session"]
    here = {"collaborative": place.collaborative, "theme": theme}
    ThemeStep.objects.create(**here, kind="joined", notes=2, session=session)
    ThemeStep.objects.create(**here, kind="moved", under=theme)
    step = ThemeStep.objects.create(**here, kind="said")
    texts = ThemeStepWords.BETWEEN.join((say("once", "Doors and bells"), say("once", "A bell"), ""))
    ThemeStepWords.objects.create(collaborative=place.collaborative, step=step, texts=texts)
    place.rows["theme step"] = step
