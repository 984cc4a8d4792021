"""Words to begin with, for a collaborative that has none of its own yet: theirs to change."""

from __future__ import annotations

AGREEMENT = [
    "One voice at a time, and nobody has to speak.",
    "We go by the names we chose. What we do for a living stays at the door.",
    "We say what we think of the idea, and stay kind to the person.",
    "What somebody tells about themselves stays in the room.",
    "Two people may see it differently, and both may be right.",
    "Anyone may step out, rest or leave, and need not say why.",
]
AGREEMENT_LIMIT = (
    "One thing cannot stay in the room: that somebody is in danger."
    " Then we tell them first, and find help together."
)

WAYS = {  # four ways to take part; any, all or none stand on a card
    "connect": "bring people together",
    "experience": "tell what I know from life",
    "build": "make things and try them",
    "plan": "think ahead and put in order",
}

LIVED, SUPPORT, BODIES, OTHER = "lived", "working in support", "public bodies", "other"
STANDPOINTS = [  # a label, and the band in which it is counted (members/blurring.py)
    ("I use or have used services", LIVED),
    ("I look after someone", LIVED),
    ("I work as a peer", SUPPORT),
    ("I work in care or treatment", SUPPORT),
    ("I work or volunteer in a community group", SUPPORT),
    ("I manage services", BODIES),
    ("I help to buy or plan services", BODIES),
    ("I look after money or buildings", BODIES),
    ("I live here, that is all", OTHER),
]

NOW_WORD, NEXT_WORD, WOW_WORD = "Now", "Next", "Wow"
NOW_MEANS = "What we can do with what we have."
NEXT_MEANS = "Needs a yes, some money, or a friend."
WOW_MEANS = "We cannot see how yet."

MEETING = "Breakfast"  # what we call a meeting until they call it something else


def is_ready_text(agreement: list[str]) -> bool:
    """Whether a working agreement is still ours, word for word."""
    return agreement == AGREEMENT
