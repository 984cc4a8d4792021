"""What is held of somebody who asks to join, and of a concern: both for a short while."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from collaborative.takeout import Holding, holdings
from members import takeout_said as said
from members.models import Buddying, Concern, JoinRequest, User

Rows = Iterable[dict[str, Any]]


def asked_to_join(of: User) -> Rows:
    """What they typed before they came in by this address, and whom they welcome themselves."""
    theirs = JoinRequest.objects.filter(contact=of.email or "-").select_related("collaborative")
    taken = JoinRequest.objects.filter(welcomed_by__person=of).select_related("collaborative")
    asked = [
        {
            "You asked to join": row.collaborative.name,
            "As": row.chosen_name,
            "We reach you by": row.contact,
            "When": row.asked_at,
        }
        for row in theirs
    ]
    return asked + [{"You said you would say hello to": row.chosen_name} for row in taken]


def buddies(of: User) -> Rows:
    """Whose buddy they are, and who is theirs."""
    found = Buddying.objects.filter(Q(newcomer__person=of) | Q(buddy__person=of))
    return [
        {
            "New here": row.newcomer.chosen_name,
            "Buddy": row.buddy.chosen_name if row.buddy else "nobody yet",
            "Asked": row.asked_at,
        }
        for row in found.select_related("newcomer", "buddy")
    ]


def concerns(of: User) -> Rows:
    """Their own, if they said they may be reached; and that some were told to them."""
    mine = Concern.objects.filter(raised_by__person=of).select_related("to")
    heard = Concern.objects.filter(to__person=of, handed_over_at__isnull=False)
    told = [
        {
            "You wrote to": row.to.shown_name,
            "When": row.raised_at,
            "The letter went": row.handed_over_at,
            "Words that wait for it to go": row.words,
            "What became of it": row.get_state_display(),
        }
        for row in mine
    ]
    return told + [{"Somebody told you of a concern": row.handed_over_at} for row in heard]


holdings.announce(
    "asked to join",
    Holding(
        model="members.joinrequest",
        words="Asking to join",
        why="So that somebody can say hello to whoever asks.",
        kept="Until somebody has said hello, and thirty days at most.",
        seen_by="Members see the name. Whoever says hello sees how to reach you, and so may whoever"
        " looks after it all. Each look is noted.",
        fields=("chosen_name", "contact", "asked_at", "welcomed_by"),
        said=said.JOINREQUEST,
        rows=asked_to_join,
    ),
)
holdings.announce(
    "buddies",
    Holding(
        model="members.buddying",
        words="Having a buddy, or being one",
        why="So that whoever is new has company at the first three meetings.",
        kept="Until the three meetings are over, or one of you says so, rests or leaves.",
        seen_by="The two of you, and whoever looks after it all. Nobody else.",
        fields=("newcomer", "buddy", "asked_at"),
        said=said.BUDDYING,
        rows=buddies,
    ),
)
holdings.announce(
    "concerns",
    Holding(
        model="members.concern",
        words="Concerns you raised, if you said we may reach you, or that were told to you",
        why="So that a concern reaches one person, and it can be seen that it did.",
        kept="The words until the letter has gone. That there was one: for good.",
        seen_by="The one person you wrote to. Nobody else.",
        fields=("to", "raised_by", "words", "raised_at", "handed_over_at", "state"),
        private=("words",),
        said=said.CONCERN,
        rows=concerns,
    ),
)
