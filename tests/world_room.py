"""The room of a little world: what is put forward, said, promised and slipped into the box."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from meetings.models import AgendaItem, Meeting
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    WriteUpFactory,
)
from tests.factories_room import (
    AttendanceFactory,
    CommitmentFactory,
    InterestFactory,
    ItemNoteFactory,
    ResponseFactory,
    TurnOfferFactory,
    VersionFactory,
    WorryFactory,
)

if TYPE_CHECKING:
    from tests.world import Place

Planting = Callable[[str, str], str]


def in_the_room(place: Place, say: Planting) -> None:
    """What members read; what only helpers read is in ``kept_in_the_room``."""
    rows, member = place.rows, place.people["member"]
    rows["agenda item"] = AgendaItemFactory(
        meeting=rows["meeting"], title=say("agenda", "Late buses"), put_forward_by=member
    )
    decides = AgendaItemFactory(
        meeting=rows["past meeting"],
        title=say("agenda", "Who pays for the bench?"),
        kind=AgendaItem.Kind.DECIDE,
        state=AgendaItem.State.HAD,
        about_money=True,
        asked_at=timezone.now(),
    )
    InterestFactory(item=decides, body=say("interest", "The bench works"), member=member)
    rows["decision"] = DecisionFactory(
        meeting=rows["past meeting"], item=decides, text=say("decision", "First names.")
    )
    rows["waiting item"] = AgendaItemFactory(
        meeting=rows["past meeting"],
        title=say("waiting", "A choir"),
        state=AgendaItem.State.WAITING,
        put_forward_by=member,
        named=True,
    )
    for whose in ("coordinator", "member"):
        AttendanceFactory(meeting=rows["past meeting"], member=place.people[whose])
    TurnOfferFactory(meeting=rows["meeting"], member=member)
    rows["commitment"] = CommitmentFactory(
        member=member, meeting=rows["past meeting"], text=say("commitment", "Ring the council")
    )
    rows["gathering"] = MeetingFactory(
        collaborative=place.collaborative,
        title=say("gathering", "Two days by the water"),
        kind=Meeting.Kind.GATHERING,
        starts_at=timezone.now() + timedelta(days=40),
    )
    WorryFactory(meeting=rows["gathering"], words=say("worry", "Only well meant"), read_out=True)


def written_up(place: Place, say: Planting) -> None:
    """Published, signed, put right once, and answered."""
    write_up = WriteUpFactory(
        meeting=place.rows["past meeting"],
        body=say("write-up", "The porridge held out."),
        signed_by=place.people["member"],
        signature=say("signature", "Abi of the soup"),
        version=2,
        outside=place.slug == "harbour-side",
    )
    for number, words in ((1, "The porridge burned."), (2, write_up.body)):
        VersionFactory(write_up=write_up, number=number, texts=say("version", words))
    first = ResponseFactory(
        write_up=write_up, member=place.people["coordinator"], words=say("response", "So it was.")
    )
    ResponseFactory(
        write_up=write_up, to=first, member=place.people["member"], words=say("answer", "Indeed.")
    )


def kept_in_the_room(place: Place, say: Planting) -> None:
    """Notes, slips not read out yet, and words that wait for somebody to choose."""
    rows: dict[str, Any] = place.rows
    # Words of helpers alone, but for whoever wrote them; nobody here wrote these.
    rows["held item"] = AgendaItemFactory(
        meeting=rows["meeting"], title=say("held agenda", "His rank"), held=True
    )
    ItemNoteFactory(item=rows["agenda item"], words=say("typed note", "He said so"))
    WorryFactory(meeting=rows["gathering"], words=say("worry unread", "That they laugh"))
    DecisionFactory(
        meeting=rows["past meeting"], text=say("held decision", "The manager pays"), held=True
    )
    ResponseFactory(
        write_up=rows["past meeting"].write_up,
        member=None,
        words=say("held response", "The manager knew"),
        held=True,
    )
    CommitmentFactory(
        member=None,
        collaborative=place.collaborative,
        group="The lamp pair",
        text=say("held commitment", "The manager rings"),
        held=True,
    )
    VersionFactory(
        write_up=rows["past meeting"].write_up,
        number=3,
        state="draft",
        texts=say("draft version", "Half a thought"),
    )
