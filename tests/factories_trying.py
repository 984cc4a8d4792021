"""Rows of what is tried, for tests."""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from members.access import today_in
from prototypes.models import (
    Body,
    Credit,
    EvidenceCard,
    EvidenceFor,
    GrewFrom,
    Inspiration,
    Learning,
    LearningEvidence,
    Permission,
    Prototype,
    PrototypeStep,
    RedTape,
    ServiceModel,
    TeamMember,
    TestCycle,
)
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


class CreditFactory(DjangoModelFactory[Credit]):
    class Meta:
        model = Credit

    prototype = factory.SubFactory(PrototypeFactory)
    collaborative = factory.SelfAttribute("prototype.collaborative")
    member = factory.SubFactory(
        MembershipFactory, collaborative=factory.SelfAttribute("..collaborative")
    )


class EvidenceCardFactory(DjangoModelFactory[EvidenceCard]):
    """``speaks_of=[…]`` are prototypes."""

    class Meta:
        model = EvidenceCard
        skip_postgeneration_save = True

    collaborative = factory.SubFactory(CollaborativeFactory)
    title = factory.Sequence(lambda n: f"Waiting, counted {n}")
    says = "Nine in ten wait alone."
    pinned_on = factory.LazyAttribute(lambda made: today_in(made.collaborative))

    @factory.post_generation
    def speaks_of(self: Any, create: bool, extracted: Any, **_: Any) -> None:
        for prototype in extracted or ():
            EvidenceFor.objects.create(
                card=self, prototype=prototype, collaborative=self.collaborative
            )


class ServiceModelFactory(DjangoModelFactory[ServiceModel]):
    """``parts=[…]`` are prototypes."""

    class Meta:
        model = ServiceModel
        skip_postgeneration_save = True

    collaborative = factory.SubFactory(CollaborativeFactory)
    name = factory.Sequence(lambda n: f"A house of open doors {n}")

    @factory.post_generation
    def parts(self: Any, create: bool, extracted: Any, **_: Any) -> None:
        for prototype in extracted or ():
            prototype.part_of = self
            prototype.save(update_fields=["part_of"])


class TestCycleFactory(DjangoModelFactory[TestCycle]):
    """A go that nobody has told of yet."""

    __test__ = False

    class Meta:
        model = TestCycle

    prototype = factory.SubFactory(PrototypeFactory)
    collaborative = factory.SelfAttribute("prototype.collaborative")
    n = 1
    tried = "One Monday, two till four."
    from_on = factory.SelfAttribute("prototype.started_on")


class LearningFactory(DjangoModelFactory[Learning]):
    """``cycles=[…]`` are those it was seen in."""

    class Meta:
        model = Learning
        skip_postgeneration_save = True

    prototype = factory.SubFactory(PrototypeFactory)
    collaborative = factory.SelfAttribute("prototype.collaborative")
    what = factory.Sequence(lambda n: f"A named host keeps them, {n}")
    learned_on = factory.LazyAttribute(lambda made: today_in(made.collaborative))

    @factory.post_generation
    def cycles(self: Any, create: bool, extracted: Any, **_: Any) -> None:
        for cycle in extracted or ():
            LearningEvidence.objects.create(
                learning=self, cycle=cycle, collaborative=self.collaborative
            )


class BodyFactory(DjangoModelFactory[Body]):
    class Meta:
        model = Body

    collaborative = factory.SubFactory(CollaborativeFactory)
    name = factory.Sequence(lambda n: f"Dale End Council {n}")


class PermissionFactory(DjangoModelFactory[Permission]):
    """Not asked yet."""

    class Meta:
        model = Permission

    collaborative = factory.SubFactory(CollaborativeFactory)
    body = factory.SubFactory(BodyFactory, collaborative=factory.SelfAttribute("..collaborative"))
    asked_as = factory.SelfAttribute("body.name")
    text = factory.Sequence(lambda n: f"May we use the room on day {n}?")


class RedTapeFactory(DjangoModelFactory[RedTape]):
    class Meta:
        model = RedTape

    collaborative = factory.SubFactory(CollaborativeFactory)
    rule = factory.Sequence(lambda n: f"Cake needs a policy, {n}.")
    noted_on = factory.LazyAttribute(lambda made: today_in(made.collaborative))


class InspirationFactory(DjangoModelFactory[Inspiration]):
    class Meta:
        model = Inspiration

    collaborative = factory.SubFactory(CollaborativeFactory)
    title = factory.Sequence(lambda n: f"Open Dialogue {n}")
    says = "People talk, at once."
    pinned_on = factory.LazyAttribute(lambda made: today_in(made.collaborative))


class GrewFromFactory(DjangoModelFactory[GrewFrom]):
    """Say ``parent=``, ``theme=``, ``output=`` or ``words=``."""

    class Meta:
        model = GrewFrom

    child = factory.SubFactory(PrototypeFactory)
    collaborative = factory.SelfAttribute("child.collaborative")
