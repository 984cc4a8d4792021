"""What meetings hold about a person: their answers. Head counts have no names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from collaborative.takeout import Holding, holdings
from meetings.models import Reply
from members.models import User


def answers(of: User) -> Iterable[dict[str, Any]]:
    """Newest meeting first."""
    mine = Reply.objects.filter(member__person=of).select_related("meeting")
    return [
        {
            "Meeting": reply.meeting.title,
            "When": reply.meeting.local_start,
            "You said": reply.get_answer_display(),
        }
        for reply in mine.order_by("-meeting__starts_at")
    ]


holdings.announce(
    "answers",
    Holding(
        model="meetings.reply",
        words="Your answers to meetings",
        why="So that there is a chair and a cup for you.",
        kept="As long as the meeting’s page. Once you leave they count no more.",
        seen_by="Everybody sees how many come. Those who help that day see who said yes or maybe.",
        fields=("answer",),
        said={"answer": "yes, maybe, not this time or online"},
        rows=answers,
    ),
)
