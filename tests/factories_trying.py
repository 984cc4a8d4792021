"""Rows of what is tried, for tests."""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from members.access import today_in
from prototypes.models import GrewFrom, Prototype, PrototypeStep, TeamMember
from tests.factories import CollaborativeFactory, MembershipFactory


class PrototypeFactory(DjangoModelFactory[Prototype]):
    """Begun today, with its first step; ``team=[…]`` are members."""

    class Meta:
        model = Prototype
        skip_postgeneration_save = True

    collaborative = factory.SubFactory(CollaborativeFactory)
    name = factory.Sequence(lambda n: f"Waiting-room tea {n}")
    how_small = "One Monday, one cake."
    started_on = factory.LazyAttribute(lambda made: today_in(made.collaborative))
    state_since = factory.SelfAttribute("started_on")

    @factory.post_generation
    def step(self: Any, create: bool, extracted: Any, **_: Any) -> None:
        PrototypeStep.objects.create(
            prototype=self,
            collaborative=self.collaborative,
            state=self.state,
            on=self.state_since,
            why=self.why or self.waiting_for,
        )

    @factory.post_generation
    def team(self: Any, create: bool, extracted: Any, **_: Any) -> None:
        for member in extracted or ():
            TeamMemberFactory(prototype=self, member=member)


class TeamMemberFactory(DjangoModelFactory[TeamMember]):
    class Meta:
        model = TeamMember

    prototype = factory.SubFactory(PrototypeFactory)
    collaborative = factory.SelfAttribute("prototype.collaborative")
    member = factory.SubFactory(
        MembershipFactory, collaborative=factory.SelfAttribute("..collaborative")
    )


class GrewFromFactory(DjangoModelFactory[GrewFrom]):
    """Say ``parent=``, ``theme=``, ``output=`` or ``words=``."""

    class Meta:
        model = GrewFrom

    child = factory.SubFactory(PrototypeFactory)
    collaborative = factory.SelfAttribute("child.collaborative")
