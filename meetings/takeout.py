"""What meetings hold about a person: answers, calendar links. Head counts have no names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from collaborative.takeout import Holding, holdings
from meetings.models import CalendarFeed, Reply
from members.models import Membership, User


def answers(of: User) -> Iterable[dict[str, Any]]:
    """Newest meeting first."""
    mine = Reply.objects.filter(member__person=of).select_related("meeting")
    return [
        {
            "Meeting": reply.meeting.title,
            "When": reply.meeting.local_start,
            "You said": reply.get_answer_display(),
            **({"You wait for a chair since": reply.waiting_since} if reply.waiting_since else {}),
            **({"A chair was free for you": reply.chair_since} if reply.chair_since else {}),
        }
        for reply in mine.order_by("-meeting__starts_at")
    ]


def calendar_links(of: User) -> Iterable[dict[str, Any]]:
    mine = CalendarFeed.objects.filter(member__person=of).select_related("collaborative")
    return [{"For": feed.collaborative.name, "Made": feed.made_at} for feed in mine]


def forget_calendar_link(member: Membership) -> None:
    CalendarFeed.objects.filter(member=member).delete()


holdings.announce(
    "answers",
    Holding(
        model="meetings.reply",
        words="Your answers to meetings",
        why="So that there is a chair and a cup for you.",
        kept="As long as the meeting’s page. Once you leave they count no more.",
        seen_by="Everybody sees how many come. Those who help that day see who said yes or maybe.",
        fields=("answer", "waiting_since", "chair_since"),
        said={
            "answer": "yes, maybe, not this time or online",
            "waiting_since": "since when you wait for a chair",
            "chair_since": "since when one is yours",
        },
        rows=answers,
    ),
)
holdings.announce(
    "calendar links",
    Holding(
        model="meetings.calendarfeed",
        words="The private link of your calendar",
        why="So that your calendar shows our meetings by itself.",
        kept="Until you stop it, or leave. We do not note when your calendar looks.",
        seen_by="Nobody but you.",
        fields=("member", "made_at"),
        said={"member": "that it is yours", "made_at": "when you made it"},
        rows=calendar_links,
        let_go=forget_calendar_link,
    ),
)
