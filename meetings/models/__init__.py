"""The monthly heartbeat: meetings, who comes, and what was written up."""

from meetings.models.agenda import AgendaItem, AgendaItemQuerySet, Interest, ItemNote
from meetings.models.commitment import Commitment, CommitmentQuerySet, CommitmentStep
from meetings.models.decision import Decision
from meetings.models.feed import CalendarFeed
from meetings.models.meeting import Meeting, MeetingQuerySet, Reply, ReplyQuerySet
from meetings.models.piece import Piece, PieceReply
from meetings.models.place import MeetingSeries, Venue
from meetings.models.reminder_words import ReminderWords
from meetings.models.room import Attendance, TurnOffer, Worry
from meetings.models.write_up import Response, Version, VersionWords, WriteUp

__all__ = [
    "AgendaItem",
    "AgendaItemQuerySet",
    "Attendance",
    "CalendarFeed",
    "Commitment",
    "CommitmentQuerySet",
    "CommitmentStep",
    "Decision",
    "Interest",
    "ItemNote",
    "Meeting",
    "MeetingQuerySet",
    "MeetingSeries",
    "Piece",
    "PieceReply",
    "ReminderWords",
    "Reply",
    "ReplyQuerySet",
    "Response",
    "TurnOffer",
    "Venue",
    "Version",
    "VersionWords",
    "Worry",
    "WriteUp",
]
