"""Rows of writing it down for tests: codes of tables, scenarios and scenes, the shelf."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from prototypes.models import (
    Meant,
    Parked,
    Question,
    Reframe,
    Scenario,
    Scene,
    TableCode,
    Tension,
    VisitingHelp,
)
from tests.factories import CollaborativeFactory, SessionFactory, TableFactory, ThemeFactory


class TableCodeFactory(DjangoModelFactory[TableCode]):
    """An open code of an open table."""

    class Meta:
        model = TableCode

    table = factory.SubFactory(TableFactory)
    session = factory.SelfAttribute("table.session")
    collaborative = factory.SelfAttribute("table.collaborative")
    code = factory.Sequence(lambda n: f"lamp-{n + 1000}")


class ScenarioFactory(DjangoModelFactory[Scenario]):
    class Meta:
        model = Scenario

    session = factory.SubFactory(SessionFactory)
    collaborative = factory.SelfAttribute("session.collaborative")
    place = "A surgery"
    who = "A doctor with time for once, and a woman who lives alone"
    gifts = "He listens. She knows every bus."
    hopes_first = "She wants to dance again."


class VisitingHelpFactory(DjangoModelFactory[VisitingHelp]):
    class Meta:
        model = VisitingHelp

    session = factory.SubFactory(SessionFactory)
    collaborative = factory.SelfAttribute("session.collaborative")
    kind = "actor"
    how_many = 2


class SceneFactory(DjangoModelFactory[Scene]):
    class Meta:
        model = Scene

    scenario = factory.SubFactory(ScenarioFactory)
    collaborative = factory.SelfAttribute("scenario.collaborative")
    what_happened = "He turned the screen to the wall."


class ParkedFactory(DjangoModelFactory[Parked]):
    class Meta:
        model = Parked

    session = factory.SubFactory(SessionFactory)
    collaborative = factory.SelfAttribute("session.collaborative")
    words = factory.Sequence(lambda n: f"Who pays for it, {n}?")


class TensionFactory(DjangoModelFactory[Tension]):
    class Meta:
        model = Tension

    session = factory.SubFactory(SessionFactory)
    collaborative = factory.SelfAttribute("session.collaborative")
    one = "An open door"
    other = "Someone to meet me"


class ReframeFactory(DjangoModelFactory[Reframe]):
    class Meta:
        model = Reframe

    theme = factory.SubFactory(ThemeFactory)
    collaborative = factory.SelfAttribute("theme.collaborative")
    was = "People who are hard to reach"
    now = "Places that are hard to get into"


class QuestionFactory(DjangoModelFactory[Question]):
    class Meta:
        model = Question

    collaborative = factory.SubFactory(CollaborativeFactory)
    text = factory.Sequence(lambda n: f"Who has not been asked yet, {n}?")


class MeantFactory(DjangoModelFactory[Meant]):
    class Meta:
        model = Meant

    theme = factory.SubFactory(ThemeFactory)
    collaborative = factory.SelfAttribute("theme.collaborative")
    answer = "yes"
