"""Come to breakfast: what a stranger needs to know to walk in, and nobody's name without a yes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.crypto import constant_time_compare, salted_hmac

from collaborative.keys import LETTERS
from meetings.agenda import agenda_of
from meetings.models import AgendaItem, Meeting
from members.models import Collaborative, Hat, Membership

OPEN_TO_ALL = (
    Meeting.Kind.BREAKFAST,
    Meeting.Kind.GATHERING,
    Meeting.Kind.SOCIAL,
    Meeting.Kind.OTHER,
)

# By kind, never by title: what somebody put on the agenda may name people.
TOLD = {
    AgendaItem.Kind.CHECK_IN: "Hello. Say your name, or pass.",
    AgendaItem.Kind.REFLECT: "We look back at last time.",
    AgendaItem.Kind.COMMITMENTS: "What got done since last time, and what is stuck.",
    AgendaItem.Kind.DISCUSS: "Talk at small tables. Listening counts.",
    AgendaItem.Kind.DEBATE: "Two sides of something. Change your mind as often as you like.",
    AgendaItem.Kind.LEARN: "Somebody shows us something new.",
    AgendaItem.Kind.IMAGINE: "We imagine how it could be.",
    AgendaItem.Kind.DECIDE: "We decide something together. Passing is fine.",
    AgendaItem.Kind.PUSH: "What needs a push from all of us.",
    AgendaItem.Kind.OFFERS: "Who can offer something, who needs something.",
    AgendaItem.Kind.CHECK_OUT: "One word before we go. Pass is fine.",
}
SALT = "come.with.me"
MARK = 12  # letters of it
HELLO, TALK = TOLD[AgendaItem.Kind.CHECK_IN], TOLD[AgendaItem.Kind.DISCUSS]
HOME = "Home, or stay for another tea."


@dataclass(frozen=True)
class Minute:
    """Something that happens; ``at`` is on the clock of the room, or None for "then"."""

    words: str
    at: datetime | None = None


def next_open(place: Collaborative) -> Meeting | None:
    """The next meeting anybody may walk into: out in the open, and not called off."""
    here = Meeting.objects.filter(collaborative=place, kind__in=OPEN_TO_ALL)
    found = here.happening().upcoming().select_related("collaborative", "venue")
    return found.first()


def word_of(meeting: Meeting) -> str:
    """What stands in the link of a card: the meeting, signed. Nobody who hands it over.

    Short enough to type from paper, too long to guess (57 bits).
    """
    mark = salted_hmac(SALT, meeting.key, algorithm="sha256").digest()[:MARK]
    return f"{meeting.key}-{''.join(LETTERS[each % len(LETTERS)] for each in mark)}"


def meeting_of(word: str, place: Collaborative) -> Meeting | None:
    """Whose card it is; None for a word that we did not sign, or of another place.

    A called-off or a past one is found as well: whoever holds the card should hear so.
    """
    here = Meeting.objects.filter(collaborative=place).exclude(state=Meeting.State.DRAFT)
    found = here.filter(key=word.partition("-")[0]).select_related("collaborative", "venue").first()
    return found if found and constant_time_compare(word, word_of(found)) else None


def greeters(meeting: Meeting) -> list[str]:
    """Who says hello on that day, of those who said yes to standing here; by name."""
    hats = Hat.objects.on(meeting.days[0]).filter(
        collaborative=meeting.collaborative_id,
        kind=Hat.Kind.WELCOME,
        member__greets_by_name=True,
        member__state__in=Membership.TAKING_PART,
    )
    return sorted(set(hats.values_list("member__chosen_name", flat=True)), key=str.casefold)


def minutes(meeting: Meeting) -> list[Minute]:
    """Minute by minute where the agenda has its times; else how it begins and how it ends."""
    told = list(_from_the_agenda(meeting))
    if not told:
        told = [Minute(HELLO, meeting.local_start), Minute(TALK)]
    return [*told, Minute(HOME, meeting.local_end)]


def _from_the_agenda(meeting: Meeting) -> Iterator[Minute]:
    before = ""
    for line in agenda_of(meeting).run:
        words = TOLD[AgendaItem.Kind(line.kind)] if line.kind else TALK
        if line.at is None:
            return
        if words != before:
            yield Minute(words, line.at)
        before = words
