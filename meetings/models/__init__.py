"""The monthly heartbeat: meetings, who comes, and what was written up."""

from meetings.models.meeting import AgendaItem, Meeting, MeetingQuerySet, Reply, ReplyQuerySet
from meetings.models.place import MeetingSeries, Venue
from meetings.models.write_up import Decision, WriteUp

__all__ = [
    "AgendaItem",
    "Decision",
    "Meeting",
    "MeetingQuerySet",
    "MeetingSeries",
    "Reply",
    "ReplyQuerySet",
    "Venue",
    "WriteUp",
]
