"""Rows of the room for tests: notes, slips, versions, what people said they would do."""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from collaborative.keys import digest
from meetings.models import (
    Attendance,
    Commitment,
    CommitmentStep,
    Interest,
    ItemNote,
    Meeting,
    Response,
    TurnOffer,
    Version,
    VersionWords,
    Worry,
)
from members.access import today_in
from members.models import Hat
from tests.factories import AgendaItemFactory, MeetingFactory, MembershipFactory, WriteUpFactory


class ItemNoteFactory(DjangoModelFactory[ItemNote]):
    class Meta:
        model = ItemNote

    item = factory.SubFactory(AgendaItemFactory)
    collaborative = factory.SelfAttribute("item.collaborative")
    words = "The last bus goes at six."


class InterestFactory(DjangoModelFactory[Interest]):
    """Named by whoever it is of: ``member``."""

    class Meta:
        model = Interest

    item = factory.SubFactory(AgendaItemFactory)
    collaborative = factory.SelfAttribute("item.collaborative")
    body = "The bus company"


class AttendanceFactory(DjangoModelFactory[Attendance]):
    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory, past=True)
    collaborative = factory.SelfAttribute("meeting.collaborative")
    member = factory.SubFactory(
        MembershipFactory, collaborative=factory.SelfAttribute("..collaborative")
    )


class TurnOfferFactory(DjangoModelFactory[TurnOffer]):
    class Meta:
        model = TurnOffer

    meeting = factory.SubFactory(MeetingFactory)
    collaborative = factory.SelfAttribute("meeting.collaborative")
    member = factory.SubFactory(
        MembershipFactory, collaborative=factory.SelfAttribute("..collaborative")
    )
    kind = Hat.Kind.SCRIBE


class WorryFactory(DjangoModelFactory[Worry]):
    class Meta:
        model = Worry

    meeting = factory.SubFactory(MeetingFactory, kind=Meeting.Kind.GATHERING)
    collaborative = factory.SelfAttribute("meeting.collaborative")
    words = "That it is only well meant."


class CommitmentFactory(DjangoModelFactory[Commitment]):
    """With its first step; ``member`` gives the collaborative."""

    class Meta:
        model = Commitment
        skip_postgeneration_save = True

    member = factory.SubFactory(MembershipFactory)
    collaborative = factory.SelfAttribute("member.collaborative")
    text = factory.Sequence(lambda n: f"Ring the bus company {n}")
    made_on = factory.LazyAttribute(lambda made: today_in(made.collaborative))

    @factory.post_generation
    def note(self: Any, create: bool, extracted: str | None, **_: Any) -> None:
        CommitmentStep.objects.create(
            commitment=self,
            collaborative=self.collaborative,
            state=self.state,
            on=self.made_on,
            note=extracted or "",
        )


class VersionFactory(DjangoModelFactory[Version]):
    """A version with its words; ``texts=…`` for others."""

    class Meta:
        model = Version
        skip_postgeneration_save = True

    write_up = factory.SubFactory(WriteUpFactory)
    collaborative = factory.SelfAttribute("write_up.collaborative")
    number = factory.SelfAttribute("write_up.version")
    state = factory.SelfAttribute("write_up.state")
    digest = factory.LazyFunction(lambda: digest("We sat."))

    @factory.post_generation
    def texts(self: Any, create: bool, extracted: str | None, **_: Any) -> None:
        VersionWords.objects.create(
            version=self, collaborative=self.collaborative, texts=extracted or "We sat."
        )


class ResponseFactory(DjangoModelFactory[Response]):
    class Meta:
        model = Response

    write_up = factory.SubFactory(WriteUpFactory)
    collaborative = factory.SelfAttribute("write_up.collaborative")
    member = factory.SubFactory(
        MembershipFactory, collaborative=factory.SelfAttribute("..collaborative")
    )
    words = "Yes, that is what I meant."
