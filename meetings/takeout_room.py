"""What the room holds about a person: what they put forward, said and signed. And what goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from collaborative.takeout import Holding, holdings
from meetings.models import (
    AgendaItem,
    Attendance,
    Commitment,
    Interest,
    Response,
    TurnOffer,
    WriteUp,
)
from members.models import Membership, User

Rows = Iterable[dict[str, Any]]
EVERYBODY = "Everybody here."


def put_forward(of: User) -> Rows:
    mine = AgendaItem.objects.filter(put_forward_by__person=of).select_related("meeting")
    return [
        {
            "For": item.meeting.title,
            "You put forward": item.title,
            "On": item.offered_at,
            "With your name": item.named,
        }
        for item in mine.order_by("offered_at")
    ]


def was_here(of: User) -> Rows:
    mine = Attendance.objects.filter(member__person=of).select_related("meeting")
    return [{"You were at": a.meeting.title, "When": a.meeting.local_start} for a in mine]


def offers(of: User) -> Rows:
    mine = TurnOffer.objects.filter(member__person=of).select_related("meeting")
    return [{"For": o.meeting.title, "You could be": o.get_kind_display()} for o in mine]


def commitments(of: User) -> Rows:
    return [
        {
            "You said you would": mine.text,
            "On": mine.made_on,
            "Hoped for by": mine.hoped_for,
            "It is": mine.get_state_display(),
        }
        for mine in Commitment.objects.filter(member__person=of).order_by("made_on")
    ]


def interests(of: User) -> Rows:
    mine = Interest.objects.filter(member__person=of).select_related("item")
    return [{"About": i.item.title, "You said that this stands to gain": i.body} for i in mine]


def responses(of: User) -> Rows:
    mine = Response.objects.filter(member__person=of).order_by("said_at")
    return [{"You said": response.words, "When": response.said_at} for response in mine]


def signatures(of: User) -> Rows:
    mine = WriteUp.objects.filter(signed_by__person=of).select_related("meeting")
    return [{"Write-up of": each.meeting.title, "Signed with": each.signature} for each in mine]


def forget_items(member: Membership) -> None:
    mine = AgendaItem.objects.filter(put_forward_by=member)
    (mine.filter(named=False) if member.keeps_name else mine).update(put_forward_by=None)


def forget_attendance(member: Membership) -> None:
    Attendance.objects.filter(member=member).delete()


def forget_offers(member: Membership) -> None:
    TurnOffer.objects.filter(member=member).delete()


def forget_commitments(member: Membership) -> None:
    """What was said stays, as that of "a member"; with a name only if they leave it there."""
    if not member.keeps_name:
        Commitment.objects.filter(member=member).update(member=None)


def forget_interests(member: Membership) -> None:
    if not member.keeps_name:
        Interest.objects.filter(member=member).update(member=None)


def forget_responses(member: Membership) -> None:
    if not member.keeps_name:
        Response.objects.filter(member=member).update(member=None)


def forget_signatures(member: Membership) -> None:
    if not member.keeps_name:
        WriteUp.objects.filter(signed_by=member).update(signature="", signed_by=None)


holdings.announce(
    "put forward",
    Holding(
        model="meetings.agendaitem",
        words="What you put forward for meetings",
        why="So that you can take it back.",
        kept="As long as the meeting’s page. When you leave, that it came from you goes.",
        seen_by="The words: everybody here. That they came from you: nobody, without your tick.",
        fields=("put_forward_by", "named"),
        said={
            "put_forward_by": "that it came from you",
            "named": "whether your name stands by it",
        },
        rows=put_forward,
        let_go=forget_items,
    ),
)
holdings.announce(
    "was here",
    Holding(
        model="meetings.attendance",
        words="Meetings where you put your own name among those who came",
        why="So that you can put the write-up right, and others know whom to ask.",
        kept="Until you take it off, or leave.",
        seen_by=EVERYBODY,
        fields=("member",),
        said={"member": "that it was you"},
        rows=was_here,
        let_go=forget_attendance,
    ),
)
holdings.announce(
    "turn offers",
    Holding(
        model="meetings.turnoffer",
        words="Where you said you could help",
        why="So that somebody can say yes to it.",
        kept="Until somebody says yes, you step back, or leave.",
        seen_by=EVERYBODY,
        fields=("member", "kind"),
        said={"member": "that it was you", "kind": "what you could help with"},
        rows=offers,
        let_go=forget_offers,
    ),
)
holdings.announce(
    "commitments",
    Holding(
        model="meetings.commitment",
        words="What you said you would do",
        why="So that we can ask how it went.",
        kept="For good. When you leave, your name goes from it, if you wish.",
        seen_by=EVERYBODY,
        fields=("member", "text", "hoped_for", "size", "state", "made_on"),
        said={
            "member": "that it was you",
            "text": "your words",
            "hoped_for": "by when you hope to",
            "size": "this week or this season",
            "state": "how it stands",
            "made_on": "when you said it",
        },
        rows=commitments,
        let_go=forget_commitments,
    ),
)
holdings.announce(
    "interests",
    Holding(
        model="meetings.interest",
        words="Where you said that you, or those you belong to, stand to gain",
        why="So that a decision can be trusted.",
        kept="As long as the decision. When you leave, your name goes from it, if you wish.",
        seen_by=EVERYBODY,
        fields=("member", "body"),
        said={"member": "that it was you, if you wished", "body": "who stands to gain"},
        rows=interests,
        let_go=forget_interests,
    ),
)
holdings.announce(
    "responses",
    Holding(
        model="meetings.response",
        words="What you said to write-ups",
        why="So that a text is not the only voice.",
        kept="Until you take it back. When you leave, your name goes from it, if you wish.",
        seen_by=EVERYBODY,
        fields=("member", "words", "said_at", "taken_back_at"),
        said={
            "member": "that it was you",
            "words": "your words",
            "said_at": "when you said it",
            "taken_back_at": "when you took it back",
        },
        rows=responses,
        let_go=forget_responses,
    ),
)
holdings.announce(
    "signatures",
    Holding(
        model="meetings.writeup",
        words="Write-ups you signed",
        why="Because you wished it, for that one.",
        kept="Until you take it off. When you leave it goes, if you wish.",
        seen_by="Everybody here; anybody, where the write-up is open to all.",
        fields=("signature", "signed_by"),
        said={"signature": "what you signed it with", "signed_by": "that it was you"},
        rows=signatures,
        let_go=forget_signatures,
    ),
)
