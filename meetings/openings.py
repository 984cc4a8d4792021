"""Questions to begin with, so that a meeting does not start where it always starts."""

from __future__ import annotations

from zlib import crc32

from meetings.models import Meeting

QUESTIONS = (
    "What did you pass on your way here that you had not noticed before?",
    "Who made something easier for you this month?",
    "What would you like to hear less of today?",
    "If this room were a kitchen, what would be on the stove?",
    "What did you believe a year ago that you do not believe any more?",
    "What is a small thing that went well, and that nobody asked you about?",
    "Which question have we stopped asking?",
    "What would somebody who comes for the first time find odd about us?",
    "What have you learned from somebody younger than you?",
    "Where do you go when you want to think?",
    "What would we do if we had only twenty minutes?",
    "Whose voice have we not heard for a while?",
    "What could we stop, and nobody would miss it?",
    "What does a good Tuesday look like for you?",
    "What would you try if it could not go wrong?",
    "What is changing in your street?",
)


def question_for(meeting: Meeting, turn: int = 0) -> str:
    """One for each meeting, the same for everybody who looks; ``turn`` goes on to others."""
    return QUESTIONS[(crc32(meeting.key.encode()) + turn) % len(QUESTIONS)]
