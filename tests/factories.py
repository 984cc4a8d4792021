"""Rows for tests. Private parts go through the door (``members.lanyards``), as everywhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from collaborative.keys import digest
from meetings.models import AgendaItem, Decision, Meeting, MeetingSeries, Reply, Venue, WriteUp
from members.access import today_in
from members.models import (
    Buddying,
    Collaborative,
    Concern,
    Hat,
    Incident,
    JoinRequest,
    Membership,
    Perspective,
    StepBack,
    User,
)
from prototypes.models import Output, PrototypingSession, Table, Theme, ThemeOutput
from roadmap.models import Evidence, Move, MoveWords, RoadmapItem, Update


class CollaborativeFactory(DjangoModelFactory[Collaborative]):
    class Meta:
        model = Collaborative

    slug = factory.Sequence(lambda n: f"place-{n}")
    name = factory.Sequence(lambda n: f"Place {n} Living Well")
    place = factory.Sequence(lambda n: f"Place {n}")
    phone = "01632 960000"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"someone-{n}@example.org")


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    collaborative = factory.SubFactory(CollaborativeFactory)
    person = factory.SubFactory(UserFactory)
    chosen_name = factory.Sequence(lambda n: f"Person {n}")
    brings_me_here = "A walk that turned into a friendship."
    ask_me_about = "Bad puns."


class HatFactory(DjangoModelFactory[Hat]):
    """Helping from a week ago for a month; ``member`` gives the collaborative."""

    class Meta:
        model = Hat

    member = factory.SubFactory(MembershipFactory)
    collaborative = factory.SelfAttribute("member.collaborative")
    kind = Hat.Kind.FACILITATOR
    since = factory.LazyAttribute(lambda hat: today_in(hat.collaborative) - timedelta(days=7))
    until = factory.LazyAttribute(
        lambda hat: (
            None  # somebody looks after it with no end in sight
            if hat.kind == Hat.Kind.COORDINATOR
            else today_in(hat.collaborative) + timedelta(days=30)
        )
    )


class JoinRequestFactory(DjangoModelFactory[JoinRequest]):
    """Somebody who asks by e-mail; ``contact`` may be a number."""

    class Meta:
        model = JoinRequest

    collaborative = factory.SubFactory(CollaborativeFactory)
    chosen_name = factory.Sequence(lambda n: f"Stranger {n}")
    contact = factory.Sequence(lambda n: f"stranger-{n}@example.org")


class BuddyingFactory(DjangoModelFactory[Buddying]):
    """Somebody new who would like a buddy; ``buddy`` is nobody yet."""

    class Meta:
        model = Buddying

    newcomer = factory.SubFactory(MembershipFactory)
    collaborative = factory.SelfAttribute("newcomer.collaborative")


class ConcernFactory(DjangoModelFactory[Concern]):
    """A concern whose letter has not gone; ``to`` gives the collaborative."""

    class Meta:
        model = Concern

    to = factory.SubFactory(MembershipFactory)
    collaborative = factory.SelfAttribute("to.collaborative")
    words = "The door was locked, and nobody came."


class IncidentFactory(DjangoModelFactory[Incident]):
    """The draft of a letter to everybody."""

    class Meta:
        model = Incident

    collaborative = factory.SubFactory(CollaborativeFactory)
    happened = "A list of names lay in the café for an hour."
    we_do = "We have it back."
    whom_to_ring = "Ring 01632 960000 and ask for Vera."


class StepBackFactory(DjangoModelFactory[StepBack]):
    """Asked for and not agreed to; ``member`` gives the collaborative."""

    class Meta:
        model = StepBack

    member = factory.SubFactory(MembershipFactory)
    collaborative = factory.SelfAttribute("member.collaborative")
    asked_by = factory.SubFactory(
        MembershipFactory, collaborative=factory.SelfAttribute("..collaborative")
    )
    second = factory.SubFactory(
        MembershipFactory, collaborative=factory.SelfAttribute("..collaborative")
    )
    why = "You shouted twice."


class PerspectiveFactory(DjangoModelFactory[Perspective]):
    class Meta:
        model = Perspective

    collaborative = factory.SubFactory(CollaborativeFactory)
    label = factory.Sequence(lambda n: f"I stand at corner {n}")
    band = "lived"


class VenueFactory(DjangoModelFactory[Venue]):
    class Meta:
        model = Venue

    collaborative = factory.SubFactory(CollaborativeFactory)
    name = factory.Sequence(lambda n: f"The corner café {n}")
    address = "3 Dock Lane"
    arrive = "Blue door, opposite the old pump."


class MeetingSeriesFactory(DjangoModelFactory[MeetingSeries]):
    class Meta:
        model = MeetingSeries

    collaborative = factory.SubFactory(CollaborativeFactory)
    name = "Breakfast"
    words = "Second Thursday of the month, nine till eleven"
    rrule = "FREQ=MONTHLY;BYDAY=2TH"
    first_on = factory.LazyFunction(lambda: timezone.localdate())
    local_start = "09:00"
    local_end = "11:00"
    time_zone = "Europe/London"
    calendar_title = "Breakfast"


class MeetingFactory(DjangoModelFactory[Meeting]):
    """A published meeting tomorrow; ``draft=True`` and ``past=True`` change that."""

    class Meta:
        model = Meeting

    class Params:
        draft = factory.Trait(state=Meeting.State.DRAFT)
        past = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
        )

    collaborative = factory.SubFactory(CollaborativeFactory)
    title = factory.Sequence(lambda n: f"Meeting {n}")
    venue = factory.SubFactory(VenueFactory, collaborative=factory.SelfAttribute("..collaborative"))
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(hours=2))
    state = Meeting.State.PUBLISHED


class AgendaItemFactory(DjangoModelFactory[AgendaItem]):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    collaborative = factory.SelfAttribute("meeting.collaborative")
    order = factory.Sequence(lambda n: n % 30000)
    kind = AgendaItem.Kind.DISCUSS
    minutes = 20
    title = factory.Sequence(lambda n: f"Late buses {n}")
    state = AgendaItem.State.ON_AGENDA


class ReplyFactory(DjangoModelFactory[Reply]):
    """A yes; the member belongs to the meeting's collaborative, or the database refuses."""

    class Meta:
        model = Reply

    meeting = factory.SubFactory(MeetingFactory)
    collaborative = factory.SelfAttribute("meeting.collaborative")
    member = factory.SubFactory(
        MembershipFactory, collaborative=factory.SelfAttribute("..collaborative")
    )
    answer = Reply.Answer.YES


class WriteUpFactory(DjangoModelFactory[WriteUp]):
    class Meta:
        model = WriteUp

    meeting = factory.SubFactory(MeetingFactory, past=True)
    collaborative = factory.SelfAttribute("meeting.collaborative")
    body = "We sat, we talked, and the porridge held out."
    written_on = factory.LazyFunction(timezone.localdate)
    state = WriteUp.State.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


class DecisionFactory(DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    meeting = factory.SubFactory(MeetingFactory, past=True)
    collaborative = factory.SelfAttribute("meeting.collaborative")
    text = "First names on stickers."


class SessionFactory(DjangoModelFactory[PrototypingSession]):
    """A running session of a meeting today."""

    class Meta:
        model = PrototypingSession

    meeting = factory.SubFactory(MeetingFactory)
    collaborative = factory.SelfAttribute("meeting.collaborative")
    title = factory.Sequence(lambda n: f"From my door to your door {n}")
    purpose = "What happens between home and here?"
    state = PrototypingSession.State.RUNNING


class TableFactory(DjangoModelFactory[Table]):
    class Meta:
        model = Table

    session = factory.SubFactory(SessionFactory)
    meeting = factory.SelfAttribute("session.meeting")
    collaborative = factory.SelfAttribute("session.collaborative")
    name = factory.Sequence(lambda n: f"Teapot {n}")
    size = 8


class OutputFactory(DjangoModelFactory[Output]):
    """A note; ``quote=True`` makes it somebody's own words, with their yes."""

    class Meta:
        model = Output

    class Params:
        quote = factory.Trait(kind=Output.Kind.QUOTE, consent=Output.Consent.GIVEN)

    session = factory.SubFactory(SessionFactory)
    collaborative = factory.SelfAttribute("session.collaborative")
    words = factory.Sequence(lambda n: f"Ask what a good Tuesday looks like, {n}")
    kind = Output.Kind.MIGHT_WORK
    written_at = factory.LazyFunction(timezone.now)


class ThemeFactory(DjangoModelFactory[Theme]):
    """A theme; ``outputs=[…]`` puts notes under it."""

    class Meta:
        model = Theme
        skip_postgeneration_save = True

    collaborative = factory.SubFactory(CollaborativeFactory)
    name = factory.Sequence(lambda n: f"Everyday goals lead {n}")
    named_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def outputs(self: Any, create: bool, extracted: Any, **_: Any) -> None:
        for output in extracted or ():
            ThemeOutput.objects.create(theme=self, output=output, collaborative=self.collaborative)


class RoadmapItemFactory(DjangoModelFactory[RoadmapItem]):
    class Meta:
        model = RoadmapItem

    collaborative = factory.SubFactory(CollaborativeFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"One page: who to ring tonight {n}")
    horizon = "next"
    first_horizon = factory.SelfAttribute("horizon")
    state = RoadmapItem.State.MOVING
    carried_by = "The fridge-page pair"
    next_step = "Ring every number on it."
    added_on = factory.LazyFunction(timezone.localdate)


def stands_in(item: RoadmapItem) -> str:
    """Where its moves have taken it; where a first one goes from, unless it says otherwise."""
    last = item.moves.last()
    return last.to_horizon if last else "next"


class MoveFactory(DjangoModelFactory[Move]):
    """A move with its words, from where the last one ended.

    The item is set to where its moves took it, and began where the first one did.
    """

    class Meta:
        model = Move
        skip_postgeneration_save = True

    item = factory.SubFactory(RoadmapItemFactory)
    collaborative = factory.SelfAttribute("item.collaborative")
    from_horizon = factory.LazyAttribute(lambda move: stands_in(move.item))
    to_horizon = factory.LazyAttribute(lambda m: "next" if m.from_horizon == "now" else "now")
    why_digest = factory.LazyFunction(lambda: digest("Two panels tried it."))

    @factory.post_generation
    def why(self: Any, create: bool, extracted: str | None, **_: Any) -> None:
        why = extracted or "Two panels tried it."
        MoveWords.objects.create(move=self, collaborative=self.collaborative, why=why)
        moves = list(Move.objects.filter(item=self.item_id))
        RoadmapItem.objects.filter(pk=self.item_id).update(
            first_horizon=moves[0].from_horizon, horizon=moves[-1].to_horizon
        )


class EvidenceFactory(DjangoModelFactory[Evidence]):
    """Evidence for an item; say ``output=``, ``theme=`` or ``meeting=``."""

    class Meta:
        model = Evidence

    item = factory.SubFactory(RoadmapItemFactory)
    collaborative = factory.SelfAttribute("item.collaborative")


class UpdateFactory(DjangoModelFactory[Update]):
    class Meta:
        model = Update

    item = factory.SubFactory(RoadmapItemFactory)
    collaborative = factory.SelfAttribute("item.collaborative")
    on = factory.LazyFunction(timezone.localdate)
    text = "We rang every number. Eleven work."
