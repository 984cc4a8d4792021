"""Rows of the road for tests."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from roadmap.models import BodyNeeded, ItemOutcome, Outcome
from tests.factories import CollaborativeFactory, RoadmapItemFactory
from tests.factories_trying import BodyFactory


class BodyNeededFactory(DjangoModelFactory[BodyNeeded]):
    class Meta:
        model = BodyNeeded

    item = factory.SubFactory(RoadmapItemFactory)
    collaborative = factory.SelfAttribute("item.collaborative")
    body = factory.SubFactory(BodyFactory, collaborative=factory.SelfAttribute("..collaborative"))
    name = factory.SelfAttribute("body.name")
    answer = "asked"


class OutcomeFactory(DjangoModelFactory[Outcome]):
    class Meta:
        model = Outcome

    collaborative = factory.SubFactory(CollaborativeFactory)
    label = factory.Sequence(lambda n: f"I choose {n}")
    order = factory.Sequence(lambda n: n)


class ItemOutcomeFactory(DjangoModelFactory[ItemOutcome]):
    class Meta:
        model = ItemOutcome

    item = factory.SubFactory(RoadmapItemFactory)
    collaborative = factory.SelfAttribute("item.collaborative")
    outcome = factory.SubFactory(
        OutcomeFactory, collaborative=factory.SelfAttribute("..collaborative")
    )
